//! The storyboard: how a text model drafts it, how a new one keeps what the old one had, what people may
//! do to it by hand, and how planned durations become measured ones.

mod draft;
mod edit;
mod keep;
mod measure;
#[cfg(test)]
mod tests;

pub use draft::{ShotDraft, StoryboardDraft};
pub use edit::{EditRefused, PLANNED_MS, PLANNED_STEP_MS, check_planned, renumber, reorder};
pub use keep::keep_ids;
pub use measure::{LEAD_MS, MAX_SHOT_MS, OPENING_MS, TAIL_MS, TRANSITION_MS, measure, transition_after};

use crate::{EpisodeId, provenance::Provenance, time::Timestamp};

/// The storyboard of an episode, as a whole: when and from what its shots were drawn up. One per episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storyboard {
    /// The episode; unique.
    pub episode_id: EpisodeId,
    /// What it was made from.
    pub provenance: Provenance,
    /// When it was made.
    pub created_at: Timestamp,
}
