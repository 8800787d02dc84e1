//! How long twelve shots take as clips that are joined by copying, against one hand-written ffmpeg command for the
//! same minute: `cargo run --release -p xinggen-media --example cut_ratio [folder [one-pass|in-parts]]`. Both make 60 s of 1080 × 1920
//! with camera moves, five crossfades, six straight cuts, burnt-in Chinese subtitles, the AI mark and speech at
//! −16 LUFS, from the same stills and voices. Clips are made two at a time.

mod material;
mod parts;
mod single_pass;

use material::Material;
use std::{
    error::Error,
    io::Write as _,
    path::PathBuf,
    time::{Duration, Instant},
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map_or_else(|| PathBuf::from("cut-ratio"), PathBuf::from);
    let only = arguments.next();
    let wanted = |what: &str| only.as_deref().is_none_or(|only| only == what);
    std::fs::create_dir_all(&folder)?;
    let material = Material::make(&folder)?;
    let mut took = [Duration::ZERO; 2];
    if wanted("one-pass") {
        let started = Instant::now();
        single_pass::run(&material).await?;
        took[0] = say("one pass", started)?;
    }
    if wanted("in-parts") {
        let started = Instant::now();
        in_parts(&material).await?;
        took[1] = say("in parts", started)?;
    }
    if only.is_none() {
        let ratio = took[1].as_secs_f64() / took[0].as_secs_f64();
        writeln!(std::io::stdout(), "ratio      {ratio:6.2}")?;
    }
    Ok(())
}

async fn in_parts(material: &Material) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    parts::clips(material).await?;
    say("  clips", started)?;
    let started = Instant::now();
    parts::joints(material).await?;
    say("  joints", started)?;
    let started = Instant::now();
    parts::cut(material).await?;
    say("  cut", started)?;
    Ok(())
}

fn say(what: &str, started: Instant) -> std::io::Result<Duration> {
    let took = started.elapsed();
    writeln!(std::io::stdout(), "{what:10} {:6.2} s", took.as_secs_f64())?;
    Ok(took)
}
