//! The ratios that the performance goals are about. Both halves of each are measured in this run, on this machine, in
//! turns where that can be, so that a slow machine gives the same ratio as a fast one. Nothing is asserted: the
//! exit code only says whether everything ran.
//!
//! `make bench` builds what this needs (the binary and the example `cut_ratio`, beside this program) and runs all
//! parts. Some of them: `cargo bench -p xinggen-tests --bench ratios -- ledger` (or `cut`, `produce`, `http`, `crowd`, `login`).

mod crowd;
mod cut;
mod databases;
mod http;
mod ledger;
mod login;
mod memory;
mod pools;
mod produce;
mod report;
mod story;

use report::{Report, Row};
use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Why a part did not run.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

type Part = (&'static str, fn() -> Result<Vec<Row>, Failure>);

const PARTS: [Part; 6] = [
    ("cut", cut::measure),
    ("produce", produce::measure),
    ("ledger", ledger::measure),
    ("http", http::measure),
    ("crowd", crowd::measure),
    ("login", login::measure),
];

fn main() -> io::Result<ExitCode> {
    // Cargo itself adds `--bench`.
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let mut report = Report::default();
    for (name, measure) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|part| part == name) {
            report.take(name, measure());
        }
    }
    report.print()?;
    Ok(report.exit_code())
}

/// Another program of this tree, built in the same profile: its path below `target/<profile>`.
pub(crate) fn built(path: &str) -> Result<PathBuf, Failure> {
    let this = std::env::current_exe()?;
    let profile =
        this.parent().and_then(Path::parent).ok_or("this program is not in target/<profile>/deps")?;
    let program = profile.join(path);
    if !program.is_file() {
        return Err(format!("{} is not built: run make bench", program.display()).into());
    }
    Ok(program)
}
