//! Where a production is, and all that is known of it.

use super::{CutOptions, ProductionQuote, Terms};
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

/// What is known of a production, as a store keeps it. It is read through [`Production`], whose methods alone change it;
/// a store makes one of what it has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductionRecord {
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
