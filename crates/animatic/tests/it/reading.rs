//! No shape of text costs more than its length allows: in steps, which depend on the text and not on the machine.

use super::{
    boards::{self, LARGE},
    shapes::{SHAPES, Shape},
};
use std::time::Duration;
use xinggen_animatic::AnimaticText;
use xinggen_domain::{
    error::{VendorError, VendorErrorClass},
    fuel::Fuel,
    ports::{ScriptRequest, Silent, StoryDivider, TextModel},
    script::ScriptDraft,
};

/// How long a text is, in characters, and then twice as long. What is not linear shows in it.
const LENGTH: usize = 5_000;
/// Twice the text may take so many times the steps, in percent, and so many more: what costs the same for every text
/// weighs less in the longer one, and the number of words changes a little with where a text is cut.
const TWICE: u64 = 230;
const MORE: u64 = 100_000;
/// What an honest text takes of its budget at most, in percent.
const HONEST: u64 = 25;

fn request(shape: &Shape, length: usize) -> ScriptRequest {
    ScriptRequest { source: (shape.text)(length), known: (shape.known)() }
}

fn refused(refusal: &VendorError) -> bool {
    refusal.class == VendorErrorClass::Invalid && refusal.to_string().contains("no sentence")
}

async fn divided(shape: &Shape, length: usize) -> Fuel {
    let story = (shape.text)(length);
    let fuel = Fuel::for_bytes(story.len());
    let parts = AnimaticText::new().divide(&story, &fuel).await;
    assert!(parts.is_ok_and(|parts| !parts.is_empty()), "{}", shape.name);
    fuel
}

async fn written(shape: &Shape, length: usize) -> (Fuel, Option<ScriptDraft>) {
    let request = request(shape, length);
    let fuel = Fuel::for_bytes(request.bytes());
    match AnimaticText::new().write_script(&request, &fuel, &Silent).await {
        Ok(draft) => {
            assert_eq!(draft.check(), Ok(()), "{}", shape.name);
            (fuel, Some(draft))
        }
        Err(refusal) => {
            assert!(!shape.spoken && refused(&refusal), "{}: {refusal:?}", shape.name);
            (fuel, None)
        }
    }
}

async fn drawn(shape: &Shape, draft: ScriptDraft, more: usize) -> Fuel {
    let request = boards::request(draft, more);
    let fuel = Fuel::for_bytes(request.bytes());
    let board = AnimaticText::new().draw_storyboard(&request, &fuel, &Silent).await;
    let board = board.unwrap_or_else(|refusal| panic!("{}: {refusal:?}", shape.name));
    let sizes = (request.script.beats.len(), request.scenes.len(), request.cast.len(), request.props.len());
    assert_eq!(board.check(sizes.0, sizes.1, sizes.2, sizes.3), Ok(()), "{}", shape.name);
    fuel
}

/// Twice the text takes at most about twice the steps.
fn linear(what: &str, shape: &Shape, once: &Fuel, twice: &Fuel) {
    let most = once.spent() * TWICE / 100 + MORE;
    let steps = (once.spent(), twice.spent());
    assert!(
        steps.1 <= most,
        "{what} {:?}: {} steps for a text and {} for twice the text",
        shape.name,
        steps.0,
        steps.1
    );
    assert!(twice.spent() <= twice.limit(), "{what} {:?}", shape.name);
}

#[tokio::test]
async fn dividing_is_linear() {
    for shape in SHAPES {
        linear("dividing", shape, &divided(shape, LENGTH).await, &divided(shape, 2 * LENGTH).await);
    }
}

#[tokio::test]
async fn writing_is_linear() {
    for shape in SHAPES {
        linear("writing", shape, &written(shape, LENGTH).await.0, &written(shape, 2 * LENGTH).await.0);
    }
}

#[tokio::test]
async fn drawing_up_is_linear() {
    for (at, shape) in SHAPES.iter().enumerate() {
        let (once, twice) = (written(shape, LENGTH / 2).await.1, written(shape, LENGTH).await.1);
        let (Some(once), Some(twice)) = (once, twice) else { continue };
        // A large drama takes long to make up, so not every script is part of one.
        let sizes: &[usize] = if at % 4 == 0 { &[0, LARGE] } else { &[0] };
        for &more in sizes {
            let (once, twice) =
                (drawn(shape, once.clone(), more).await, drawn(shape, twice.clone(), more).await);
            linear("drawing up", shape, &once, &twice);
        }
    }
}

/// Megabytes that a text may take in these tests, which others run beside.
const MOST_MEGABYTES: usize = 192;

/// The most memory that this process has had, in megabytes, where the system tells.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<usize>().ok().map(|kilobytes| kilobytes / 1024)
}

#[tokio::test]
async fn no_number_of_names_takes_much_memory() {
    for shape in SHAPES.iter().filter(|shape| shape.name.contains("people")) {
        let before = peak();
        written(shape, 20_000).await;
        let grown = peak().zip(before).map(|(after, before)| after - before);
        assert!(grown.is_none_or(|grown| grown <= MOST_MEGABYTES), "{}: {grown:?} MB", shape.name);
    }
}

#[tokio::test]
async fn there_are_enough_shapes_and_most_can_be_read() {
    assert!(SHAPES.len() >= 100, "{}", SHAPES.len());
    assert!(SHAPES.iter().filter(|shape| shape.spoken).count() >= 90);
    for shape in SHAPES.iter().filter(|shape| shape.spoken) {
        assert!(written(shape, 600).await.1.is_some(), "{}", shape.name);
    }
}

#[tokio::test]
async fn an_honest_text_of_any_length_leaves_most_of_its_budget() {
    for shape in SHAPES.iter().filter(|shape| shape.name.starts_with("dialogue")) {
        for length in [50, 500, 20_000] {
            let (divided, (written, draft)) = (divided(shape, length).await, written(shape, length).await);
            let drawn = drawn(shape, draft.expect("it can be written"), 0).await;
            for fuel in [divided, written, drawn] {
                let percent = fuel.spent() * 100 / fuel.limit();
                assert!(percent <= HONEST, "{} of {length}: {percent} %", shape.name);
            }
        }
    }
}

#[tokio::test]
async fn what_costs_more_than_its_budget_is_refused_in_plain_words() {
    let request = request(&SHAPES[0], 2_000);
    let refusal = AnimaticText::new().write_script(&request, &Fuel::new(10_000), &Silent).await;
    let refusal = refusal.expect_err("the budget is too small");
    assert_eq!(refusal.class, VendorErrorClass::Invalid);
    assert!(refusal.to_string().contains("too intricate"), "{refusal}");
}

#[tokio::test]
async fn work_whose_request_is_gone_ends() {
    let request = request(&SHAPES[0], 20_000);
    let model = AnimaticText::new();
    let whole = Fuel::for_bytes(request.bytes());
    model.write_script(&request, &whole, &Silent).await.expect("it can be written");
    let fuel = Fuel::for_bytes(request.bytes());
    let guard = fuel.stop_on_drop();
    let reading = model.write_script(&request, &fuel, &Silent);
    let gone = async {
        while fuel.spent() < whole.spent() / 10 {
            tokio::time::sleep(Duration::from_micros(100)).await;
        }
        drop(guard);
    };
    let (result, ()) = tokio::join!(reading, gone);
    assert!(result.is_err());
    assert!(fuel.spent() < whole.spent() / 2, "{} of {} steps", fuel.spent(), whole.spent());
}
