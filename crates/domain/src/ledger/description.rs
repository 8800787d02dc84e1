use super::LotSource;
use crate::{
    AuditId, BatchId, DramaId,
    operation::{Operation, Target},
};
use std::collections::BTreeMap;

/// What an entry says beyond its kind: a code whose parameters are ids and numbers. Entries are never changed, so they
/// hold no words of anybody's; [`StatementNames`] has the names that go with the ids when an entry is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Description {
    /// Nothing beyond its kind.
    Plain,
    /// What a job made.
    Job(JobDescription),
    /// Where the lot that ran out of time had come from.
    Expired(LotSource),
    /// A code of this batch was redeemed.
    Redeemed(BatchId),
    /// An administrator did it; this entry of the user's audit log has the reason.
    Act(AuditId),
}

/// What a job made, and for which work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobDescription {
    /// What was done.
    pub operation: Operation,
    /// On what.
    pub target: Target,
    /// The number that the shot had then, where the target is one or a line of one.
    pub shot: Option<u32>,
    /// The drama.
    pub drama_id: DramaId,
    /// The number that the episode had then, where it was of one.
    pub episode: Option<u32>,
}

/// The names, as they are now, of what entries speak of. What was deleted, or lost its words with the account, has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatementNames {
    /// Titles of dramas, those in the trash included.
    pub dramas: BTreeMap<DramaId, String>,
    /// Names of characters and props, places of scenes.
    pub targets: BTreeMap<Target, String>,
    /// Names of batches of redemption codes.
    pub batches: BTreeMap<BatchId, String>,
    /// The reasons of administrators.
    pub reasons: BTreeMap<AuditId, String>,
}
