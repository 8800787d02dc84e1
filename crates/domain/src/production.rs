//! Productions: durable runs over an episode, from script to cut.
//!
//! A production does not keep a list of what to do. Whenever none of its jobs is live, [`plan`] compares the
//! episode as it stands with what it should be and gives the steps that are missing or stale; what is current
//! is skipped. So a production that was killed, edited or re-run goes on from what is there.

mod inputs;
mod plan;
mod quote;
mod single;
mod state;
mod terms;
#[cfg(test)]
mod tests;

pub use inputs::{
    character_image_inputs, clip_inputs, cut_inputs, prop_image_inputs, scene_image_inputs, script_inputs,
    shot_image_inputs, storyboard_inputs, voice_inputs,
};
pub use plan::{Models, Stage, Step, StepSize, plan};
pub use quote::{Forecast, NoPrice, ProductionQuote, QuotedStep, ceiling, forecast, quote_step};
pub use single::{Missing, Single, single, single_picture};
pub use state::{EpisodeState, Part, PartState};
pub use terms::{Breach, Terms};

use crate::{Credits, DramaId, EpisodeId, ProductionId, code::coded, time::Timestamp};

coded! {
    /// Where a production is in its life. The last three are final.
    pub enum ProductionState {
        /// Its first steps are being worked out.
        Planning = "planning",
        /// It waits until its quote is approved.
        AwaitingApproval = "awaiting_approval",
        /// Its jobs run.
        Running = "running",
        /// It waits for credits or for a person.
        Paused = "paused",
        /// The cut is there and current.
        Done = "done",
        /// A job failed for good.
        Failed = "failed",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

impl ProductionState {
    /// Whether nothing will happen any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

/// How the cut is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutOptions {
    /// Whether subtitles stand in the picture; they are kept beside it in any case.
    pub burn_subtitles: bool,
    /// Whether generated content carries the AI mark and label. An operator's setting, not a user's.
    pub label: bool,
}

/// A durable run over an episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Production {
    /// Its id.
    pub id: ProductionId,
    /// The drama.
    pub drama_id: DramaId,
    /// The episode. At most one production of an episode is live.
    pub episode_id: EpisodeId,
    /// Where it is.
    pub state: ProductionState,
    /// How the cut is to look.
    pub options: CutOptions,
    /// Whether it goes on without waiting for approval of its quote.
    pub auto_approve: bool,
    /// What it will still cost, as last worked out.
    pub quote: Option<ProductionQuote>,
    /// How much of what is still to come has been approved, counted down as holds are made.
    pub approved: Credits,
    /// What its owner was told and agreed to; none when they asked for no limit.
    pub terms: Option<Terms>,
    /// Why it asks again, is paused or failed, in the user's language; may be empty.
    pub message: String,
    /// Counts the changes; a writer with an old one is refused.
    pub version: i64,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
