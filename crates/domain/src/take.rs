//! Takes: generated candidates for a target.

pub use crate::operation::Target;

use crate::{
    AssetId, DramaId, JobId, TakeId, operation::Operation, provenance::Provenance, subtitle::SpeechMark,
    time::Timestamp,
};

/// One generated result for a target. Of the takes of a target for one operation, one is selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Take {
    /// Its id.
    pub id: TakeId,
    /// The drama it belongs to.
    pub drama_id: DramaId,
    /// What was asked for.
    pub operation: Operation,
    /// What it is a candidate for.
    pub target: Target,
    /// The file.
    pub asset_id: AssetId,
    /// What it was made from.
    pub provenance: Provenance,
    /// For a voice: when which words are spoken. Empty otherwise.
    pub marks: Vec<SpeechMark>,
    /// Whether it is the one in use.
    pub selected: bool,
    /// The job that made it; a take that reuses an equal older one has that one's job.
    pub job_id: JobId,
    /// When it was made.
    pub created_at: Timestamp,
}
