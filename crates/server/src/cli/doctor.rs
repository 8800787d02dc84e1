use super::Ended;
use crate::{House, Settings, console, produce::missing_programs};
use std::process::ExitCode;

/// Checks programs, font, data folder and database; every fault is told, not just the first.
pub(super) async fn run(settings: &Settings) -> Ended {
    let mut faults = missing_programs(settings).await;
    match House::connect(settings).await {
        Ok(database) => match database.pending_migrations().await {
            Ok(pending) if pending.is_empty() => console::say("database: up to date"),
            Ok(pending) => {
                console::say(format_args!("database: {} migrations to run: xinggen migrate", pending.len()));
            }
            Err(error) => faults.push(crate::HouseError::from(error).to_string()),
        },
        Err(error) => faults.push(error.to_string()),
    }
    if faults.is_empty() {
        console::say("everything needed is there");
        return Ok(ExitCode::SUCCESS);
    }
    for fault in &faults {
        console::tell(format_args!("xinggen: {fault}"));
    }
    Ok(ExitCode::FAILURE)
}
