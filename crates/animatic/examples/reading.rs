//! What reading costs: for every shape of text the milliseconds, the steps and the most memory at a time that the
//! built-in reader takes to divide, write and draw up 20,000 characters.
//!
//! `cargo run --release -p xinggen-animatic --example reading [LENGTH] [PART OF A NAME]`
#![expect(clippy::print_stdout, clippy::panic, reason = "a program that prints a table")]

#[path = "../tests/it/boards.rs"]
mod boards;
#[path = "../tests/it/shapes.rs"]
mod shapes;

use shapes::Shape;
use std::{future::Future, time::Instant};
use xinggen_animatic::AnimaticText;
use xinggen_domain::{
    error::VendorError,
    fuel::Fuel,
    ports::{ScriptRequest, Silent, StoryDivider, TextModel},
};

const LENGTH: usize = 20_000;

/// What a part of the work took.
struct Cost {
    ms: u128,
    /// Of all processors, so that what else the machine does is not counted; in steps of 10 ms.
    processor_ms: u64,
    steps: u64,
    limit: u64,
    read: bool,
}

/// The memory that this process has now; the most that it has had is counted from here on.
fn mark() -> usize {
    let forgotten = std::fs::write("/proc/self/clear_refs", "5");
    if forgotten.is_err() {
        println!("the memory below may be too little: an earlier peak cannot be forgotten");
    }
    status("VmRSS:")
}

fn status(field: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let kilobytes =
        line.and_then(|line| line.split_whitespace().next().and_then(|number| number.parse::<usize>().ok()));
    kilobytes.unwrap_or(0) / 1024
}

/// The milliseconds that this process has had a processor, to 10 ms.
fn processor_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit(") ").next().unwrap_or_default();
    let ticks = behind_name.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok());
    ticks.sum::<u64>() * 10
}

fn measured<T>(fuel: Fuel, work: impl Future<Output = Result<T, VendorError>>) -> (Cost, Option<T>) {
    let (start, before) = (Instant::now(), processor_ms());
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() else { panic!("no runtime") };
    let result = runtime.block_on(work);
    let cost = Cost {
        ms: start.elapsed().as_millis(),
        processor_ms: processor_ms() - before,
        steps: fuel.spent(),
        limit: fuel.limit(),
        read: result.is_ok(),
    };
    (cost, result.ok())
}

/// Divides, writes and draws up one shape, and prints a row.
fn measure(shape: &Shape, length: usize) {
    let model = AnimaticText::new();
    // The dictionary is loaded once for a whole server.
    let warm = ScriptRequest { source: "林晚走了。“好。”她说。".to_owned(), known: Vec::new() };
    let fuel = Fuel::for_bytes(100);
    let _ = measured(fuel.clone(), model.write_script(&warm, &fuel, &Silent));
    let text = (shape.text)(length);
    let request = ScriptRequest { source: text.clone(), known: (shape.known)() };
    let before = mark();
    let fuel = Fuel::for_bytes(text.len());
    let (divided, _) = measured(fuel.clone(), model.divide(&text, &fuel));
    let fuel = Fuel::for_bytes(request.bytes());
    let (written, draft) = measured(fuel.clone(), model.write_script(&request, &fuel, &Silent));
    let peak = status("VmHWM:").saturating_sub(before);
    let boards = [0, boards::LARGE].map(|more| {
        let request = boards::request(draft.clone()?, more);
        let before = mark();
        let fuel = Fuel::for_bytes(request.bytes());
        let (cost, _) = measured(fuel.clone(), model.draw_storyboard(&request, &fuel, &Silent));
        Some((cost, status("VmHWM:").saturating_sub(before)))
    });
    let cell = |cost: &Cost| {
        format!(
            "{:>5} ms ({:>4}) {:>3}%{}",
            cost.ms,
            cost.processor_ms,
            cost.steps * 100 / cost.limit,
            if cost.read || !shape.spoken { " " } else { "!" }
        )
    };
    let board = |board: &Option<(Cost, usize)>| {
        board.as_ref().map_or("       -".to_owned(), |(cost, peak)| format!("{} {peak:>4} MB", cell(cost)))
    };
    println!(
        "{:<48} {:>7} | divide {} | write {} {peak:>4} MB | draw {} | {}",
        shape.name,
        text.len(),
        cell(&divided),
        cell(&written),
        board(&boards[0]),
        board(&boards[1])
    );
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let length = arguments.next().and_then(|length| length.parse().ok()).unwrap_or(LENGTH);
    let part = arguments.next().unwrap_or_default();
    if arguments.next().is_some() {
        return shapes::SHAPES
            .iter()
            .filter(|shape| shape.name == part)
            .for_each(|shape| measure(shape, length));
    }
    // Every shape has a process of its own, so that one does not use the memory that another left behind.
    let Ok(program) = std::env::current_exe() else { panic!("the program has a path") };
    for shape in shapes::SHAPES.iter().filter(|shape| shape.name.contains(&part)) {
        let ran =
            std::process::Command::new(&program).args([&length.to_string(), shape.name, "alone"]).status();
        if !ran.is_ok_and(|ran| ran.success()) {
            println!("{:<48} died", shape.name);
        }
    }
}
