//! The binary on a real story, twice: as it is, and after one line of it was changed.

mod run;

use crate::{
    Failure, built,
    report::{Goal, Row, doing},
    story::{FERRY, ferry_with_one_shot_changed},
};
use run::{Run, run};
use serde_json::Value;
use std::{fs, path::Path};
use tempfile::TempDir;

pub(crate) fn measure() -> Result<Vec<Row>, Failure> {
    let xinggen = built("xinggen")?;
    let folder = TempDir::new()?;
    doing("a story of a minute")?;
    let first = make(&xinggen, folder.path(), FERRY)?;
    doing("the same story with one line changed")?;
    let second = make(&xinggen, folder.path(), &ferry_with_one_shot_changed())?;
    Ok(rows(&first, &second))
}

/// A run, and what came out.
struct Made {
    run: Run,
    shots: usize,
    seconds: f64,
    frames_in_joints: u64,
}

fn make(xinggen: &Path, folder: &Path, story: &str) -> Result<Made, Failure> {
    fs::write(folder.join("story.txt"), story)?;
    let run = run(xinggen, folder)?;
    let timeline: Value = serde_json::from_slice(&fs::read(folder.join("out.json"))?)?;
    Ok(Made {
        run,
        shots: timeline["shots"].as_array().map_or(0, Vec::len),
        seconds: timeline["duration_ms"].as_f64().unwrap_or_default() / 1000.0,
        frames_in_joints: timeline["frames_encoded"].as_u64().unwrap_or_default(),
    })
}

fn rows(first: &Made, second: &Made) -> Vec<Row> {
    let pair = |of: fn(&Run) -> f64| {
        let (before, after) = (of(&first.run), of(&second.run));
        format!("{before:.1}, {after:.1} ({:.2})", after / before)
    };
    vec![
        Row::judged(
            "a second cut after one shot changed, against the first",
            second.run.filming() / first.run.filming(),
            "",
            Goal::AtMost(0.2),
        ),
        Row::fact(
            format!("  {} shots, {:.1} s on screen; jobs video and cut, s", first.shots, first.seconds),
            pair(Run::filming),
        ),
        Row::fact("  from the start of the first clip to the end of the cut, s", pair(Run::since_first_clip)),
        Row::fact("  the whole run with script, pictures and voices, s", pair(Run::whole)),
        Row::fact(
            "  clips made; frames encoded for joints",
            format!(
                "{} and {}; {} and {}",
                first.run.clips(),
                second.run.clips(),
                first.frames_in_joints,
                second.frames_in_joints
            ),
        ),
        Row::judged(
            "peak memory of xinggen and its children while it produces",
            first.run.peak.megabytes().max(second.run.peak.megabytes()),
            " MB",
            Goal::AtMost(500.0),
        ),
        Row::fact("  then, in the first run, MB", first.run.peak.to_string()),
        Row::fact("  then, in the second run, MB", second.run.peak.to_string()),
    ]
}
