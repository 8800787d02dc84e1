//! The binary `xinggen` for tests that kill it: `xinggen-failpoints before 3 serve …` does what `xinggen serve …` does,
//! and dies where the fourth commit would have begun; `after 3` lets it die right after the fourth is done.

use clap::{Parser, ValueEnum};
use std::{ffi::OsString, process::ExitCode};
use xinggen_database::failpoints::{Failpoint, arm};
use xinggen_server::cli::Cli;

#[derive(Parser)]
struct Armed {
    /// On which side of a commit it dies.
    side: Side,
    /// How many commits it lives through.
    spared: u64,
    /// What it does until then.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<OsString>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Side {
    Before,
    After,
}

fn main() -> ExitCode {
    let armed = Armed::parse();
    let point = match armed.side {
        Side::Before => Failpoint::Before,
        Side::After => Failpoint::After,
    };
    arm(point, armed.spared);
    Cli::parse_from(std::iter::once("xinggen".into()).chain(armed.rest)).run()
}
