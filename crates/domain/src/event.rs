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

impl EventBody {
    /// Whether this, told later in the same transaction, stands in the place of another one: both are about the same
    /// job, the same production, or the credits. A transaction tells each thing once, as it last was.
    #[must_use]
    pub fn supersedes(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (Self::Job(later), Self::Job(earlier)) => later.id == earlier.id,
            (Self::Production(later), Self::Production(earlier)) => later.id == earlier.id,
            (Self::Credits { .. }, Self::Credits { .. }) => true,
            (Self::Job(_) | Self::Production(_) | Self::Credits { .. }, _) => false,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use uuid::Uuid;

    fn id<T: Id>(number: u128) -> T {
        T::from_uuid(Uuid::from_u128(number))
    }

    fn job(number: u128, progress: u8) -> EventBody {
        EventBody::Job(JobNews {
            id: id(number),
            production_id: None,
            drama_id: id(9),
            episode_id: None,
            operation: Operation::Image,
            target: Target::Shot(id(8)),
            state: JobState::Running,
            progress,
            message: String::new(),
            error: None,
        })
    }

    fn production(number: u128, message: &str) -> EventBody {
        EventBody::Production(ProductionNews {
            id: id(number),
            drama_id: id(9),
            episode_id: id(7),
            state: ProductionState::Running,
            message: message.to_owned(),
            quote: None,
        })
    }

    fn credits(held: i64) -> EventBody {
        EventBody::Credits { credits: Credits::new(50), held: Credits::new(held) }
    }

    #[test]
    fn only_what_is_told_of_the_same_thing_is_superseded() {
        let bodies = [job(1, 0), job(2, 0), production(1, ""), production(2, ""), credits(0)];
        let later = [job(1, 50), job(2, 50), production(1, "x"), production(2, "x"), credits(5)];
        for (at, new) in later.iter().enumerate() {
            for (other, old) in bodies.iter().enumerate() {
                assert_eq!(new.supersedes(old), at == other, "{new:?} behind {old:?}");
            }
        }
    }
}
