//! One run of `xinggen produce`, and what its log tells of the jobs.

use crate::{
    Failure,
    memory::{MemoryWatch, Peak},
};
use std::{
    io::{BufRead as _, BufReader, Read},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// A run that came to its end.
pub(super) struct Run {
    took: Duration,
    jobs: Vec<Ended>,
    pub(super) peak: Peak,
}

/// A job of it.
struct Ended {
    operation: String,
    took: Duration,
    at: Instant,
}

/// Produces `story.txt` of this folder into `out.mp4`, with its data in `data`.
pub(super) fn run(xinggen: &Path, folder: &Path) -> Result<Run, Failure> {
    let started = Instant::now();
    let mut child = Command::new(xinggen)
        .args(["produce", "story.txt", "--out", "out.mp4", "--progress", "none"])
        .current_dir(folder)
        .env("XINGGEN__LOG", "xinggen_worker=info")
        .env("XINGGEN__DATA", "data")
        // A log without colours.
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let memory = MemoryWatch::of(child.id());
    let (jobs, rest) = child.stderr.take().map(read_log).transpose()?.unwrap_or_default();
    let status = child.wait()?;
    let peak = memory.peak();
    if !status.success() {
        return Err(format!("xinggen produce ended with {status}: {}", rest.trim()).into());
    }
    Ok(Run { took: started.elapsed(), jobs, peak })
}

/// The jobs that the log tells of, as they end, and every other line of it.
fn read_log(log: impl Read) -> Result<(Vec<Ended>, String), Failure> {
    let (mut jobs, mut rest) = (vec![], String::new());
    for line in BufReader::new(log).lines() {
        let line = line?;
        match ended(&line) {
            Some(job) => jobs.push(job),
            None => rest = rest + &line + "\n",
        }
    }
    Ok((jobs, rest))
}

fn ended(line: &str) -> Option<Ended> {
    let field = |name: &str| {
        let mut words = line.split_whitespace();
        words.find_map(|word| word.strip_prefix(name))
    };
    Some(Ended {
        operation: field("job.operation=")?.to_owned(),
        took: Duration::from_millis(field("elapsed_ms=")?.parse().ok()?),
        at: Instant::now(),
    })
}

impl Run {
    /// All of it, in seconds.
    pub(super) fn whole(&self) -> f64 {
        self.took.as_secs_f64()
    }

    /// The time that jobs for clips and for the cut took, added up, in seconds. Two run at once.
    pub(super) fn filming(&self) -> f64 {
        let jobs = self.of("video").chain(self.of("cut"));
        jobs.map(|job| job.took.as_secs_f64()).sum()
    }

    /// From the start of the first clip to the end of the cut, in seconds.
    pub(super) fn since_first_clip(&self) -> f64 {
        let start = self.of("video").filter_map(|job| job.at.checked_sub(job.took)).min();
        let end = self.of("cut").map(|job| job.at).max();
        start.zip(end).map_or(0.0, |(start, end)| (end - start).as_secs_f64())
    }

    /// How many clips were made.
    pub(super) fn clips(&self) -> usize {
        self.of("video").count()
    }

    fn of(&self, operation: &str) -> impl Iterator<Item = &Ended> {
        self.jobs.iter().filter(move |job| job.operation == operation)
    }
}
