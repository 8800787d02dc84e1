//! Events: what changed for a user, in the order in which it became true.

use crate::{
    Credits, DramaId, EpisodeId, JobId, ProductionId,
    job::{Job, JobError, JobState},
    operation::{Operation, Target},
    production::{Production, ProductionQuote, ProductionState},
    time::Timestamp,
};

/// How many days events are kept for listeners that come back.
pub const EVENT_DAYS: i64 = 7;

/// One event of a user's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number in the user's stream: 1, 2, 3, … without gaps, given at commit, so that a listener who has
    /// seen one number has missed none below it.
    pub number: i64,
    /// What changed.
    pub body: EventBody,
    /// When.
    pub created_at: Timestamp,
}

/// What changed, with what was true just then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventBody {
    /// A job was added, moved on or ended.
    Job(JobNews),
    /// A production was started, moved on or ended.
    Production(ProductionNews),
    /// The balance or the holds changed.
    Credits {
        /// The posted balance.
        credits: Credits,
        /// The open holds.
        held: Credits,
    },
}

/// A job as it was when an event was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobNews {
    /// The job.
    pub id: JobId,
    /// The production it is part of, if any.
    pub production_id: Option<ProductionId>,
    /// The drama.
    pub drama_id: DramaId,
    /// The episode, if any.
    pub episode_id: Option<EpisodeId>,
    /// What it does.
    pub operation: Operation,
    /// On what.
    pub target: Target,
    /// Where it was.
    pub state: JobState,
    /// 0 to 100.
    pub progress: u8,
    /// What was being done.
    pub message: String,
    /// Why it failed, or why the last attempt did.
    pub error: Option<JobError>,
}

impl From<&Job> for JobNews {
    fn from(job: &Job) -> Self {
        Self {
            id: job.id,
            production_id: job.production_id,
            drama_id: job.drama_id,
            episode_id: job.episode_id,
            operation: job.operation,
            target: job.target,
            state: job.state,
            progress: job.progress,
            message: job.message.clone(),
            error: job.error.clone(),
        }
    }
}

/// A production as it was when an event was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductionNews {
    /// The production.
    pub id: ProductionId,
    /// The drama.
    pub drama_id: DramaId,
    /// The episode.
    pub episode_id: EpisodeId,
    /// Where it was.
    pub state: ProductionState,
    /// Why it asks again, is paused or failed; may be empty.
    pub message: String,
    /// What it will still cost, as last worked out.
    pub quote: Option<ProductionQuote>,
}

impl From<&Production> for ProductionNews {
    fn from(production: &Production) -> Self {
        Self {
            id: production.id,
            drama_id: production.drama_id,
            episode_id: production.episode_id,
            state: production.state,
            message: production.message.clone(),
            quote: production.quote,
        }
    }
}
