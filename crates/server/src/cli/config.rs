use super::Ended;
use crate::{Settings, console};
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Config {
    /// Check the settings and print them as they are in force.
    Check,
}

impl Config {
    pub(super) fn run(self, settings: &Settings) -> Ended {
        let Self::Check = self;
        console::say(serde_json::to_string_pretty(settings)?);
        Ok(ExitCode::SUCCESS)
    }
}
