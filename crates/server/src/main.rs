//! The binary `xinggen`.

use clap::Parser;
use std::process::ExitCode;
use xinggen_server::cli::Cli;

fn main() -> ExitCode {
    Cli::parse().run()
}
