//! Productions: durable runs over an episode, from script to cut.
//!
//! A production does not keep a list of what to do. Whenever none of its jobs is live, [`plan`] compares the
//! episode as it stands with what it should be and gives the steps that are missing or stale; what is current
//! is skipped. So a production that was killed, edited or re-run goes on from what is there.

mod inputs;
mod lifecycle;
mod measured;
mod options;
mod plan;
mod quote;
mod record;
mod single;
mod state;
mod terms;
#[cfg(test)]
mod tests;

pub use crate::{engine::Models, operation::Stage};
pub use inputs::{
    character_image_inputs, clip_inputs, cut_inputs, prop_image_inputs, scene_image_inputs, script_inputs,
    shot_image_inputs, storyboard_inputs, voice_inputs,
};
pub use lifecycle::{InvalidTransition, NewProduction, Production};
pub use options::CutOptions;
pub use plan::{Step, plan};
pub use quote::{Forecast, NoPrice, ProductionQuote, QuotedStep, ceiling, forecast, quote_step};
pub use record::{ProductionRecord, ProductionState};
pub use single::{Missing, Single, single, single_picture};
pub use state::{EpisodeState, Part, PartState};
pub use terms::{Breach, Terms};
