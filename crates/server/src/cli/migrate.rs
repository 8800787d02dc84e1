use super::Ended;
use crate::{House, Settings, console};
use std::process::ExitCode;

pub(super) async fn run(settings: &Settings) -> Ended {
    House::connect(settings).await?.migrate().await.map_err(crate::HouseError::from)?;
    console::say("the schema is up to date");
    Ok(ExitCode::SUCCESS)
}
