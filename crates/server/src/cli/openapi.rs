use super::Ended;
use crate::console;
use std::process::ExitCode;

/// Writes the OpenAPI document to standard output.
pub(super) fn run() -> Ended {
    console::say(serde_json::to_string_pretty(xinggen_api::document())?);
    Ok(ExitCode::SUCCESS)
}
