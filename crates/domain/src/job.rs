//! Jobs: units of generation or rendering, billed and durable. What happens to a job whose process died while it ran
//! is told in the module `deaths`.

mod deaths;

pub use crate::operation::Operation;
pub use deaths::MAX_DEATHS;

use crate::{
    DramaId, EpisodeId, JobId, LeaseToken, ProductionId, UserId, code::coded, engine::Engine,
    error::VendorErrorClass, operation::Target, provenance::Digest, time::Timestamp,
};

coded! {
    /// Where a job is in its life. The last three are final.
    pub enum JobState {
        /// Waits for other jobs.
        Blocked = "blocked",
        /// Can be claimed from `run_at` on.
        Queued = "queued",
        /// Claimed under a lease.
        Running = "running",
        /// Done.
        Succeeded = "succeeded",
        /// Given up.
        Failed = "failed",
        /// Called off.
        Cancelled = "cancelled",
    }
}

impl JobState {
    /// Whether nothing will happen any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Cancelled)
    }
}

/// Why a job failed, for the user and for the decision whether to try again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobError {
    /// The class.
    pub class: VendorErrorClass,
    /// What to tell, without anything internal.
    pub message: String,
}

/// The claim of a worker on a running job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// Fences: whoever holds an older token may write nothing.
    pub token: LeaseToken,
    /// Until when, unless a heartbeat extends it.
    pub until: Timestamp,
}

/// One unit of generation or rendering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// The production it is part of, if any.
    pub production_id: Option<ProductionId>,
    /// The drama it works for.
    pub drama_id: DramaId,
    /// The episode it works for, if any.
    pub episode_id: Option<EpisodeId>,
    /// What to do.
    pub operation: Operation,
    /// On what. Of a target and an operation at most one job is live.
    pub target: Target,
    /// The hash of the inputs it was planned for, when they were known.
    pub inputs: Option<Digest>,
    /// Where it is.
    pub state: JobState,
    /// How often it was claimed, but for runs that were cut short: by a death, the end of a server or because its user
    /// was disabled.
    pub attempt: u32,
    /// After how many attempts it is given up.
    pub max_attempts: u32,
    /// How many processes died while they computed it; with any, it runs alone. See [`MAX_DEATHS`].
    pub deaths: u32,
    /// From when on it may be claimed.
    pub run_at: Timestamp,
    /// The claim, while running.
    pub lease: Option<Lease>,
    /// 0 to 100.
    pub progress: u8,
    /// What is being done, in the user's language; may be empty.
    pub message: String,
    /// Why it failed, or why the last attempt did.
    pub error: Option<JobError>,
    /// Failed after its last attempt or death, for an operator to look at.
    pub dead: bool,
    /// Somebody wants it to stop.
    pub cancel_requested: bool,
    /// The job that this one tries again.
    pub retry_of: Option<JobId>,
    /// What does it, as it was decided when it was quoted; none for jobs from before that was kept.
    pub engine: Option<Engine>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was first claimed.
    pub started_at: Option<Timestamp>,
    /// When it became final.
    pub finished_at: Option<Timestamp>,
}

/// What a new job is about; the rest of a [`Job`] follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobOrder {
    /// The production it is part of, if any.
    pub production_id: Option<ProductionId>,
    /// The drama it works for.
    pub drama_id: DramaId,
    /// The episode it works for, if any.
    pub episode_id: Option<EpisodeId>,
    /// What to do.
    pub operation: Operation,
    /// On what.
    pub target: Target,
    /// The hash of the inputs, when they are known.
    pub inputs: Option<Digest>,
}

/// How often a job is tried unless something says otherwise.
pub const MAX_ATTEMPTS: u32 = 3;

impl Job {
    /// A new job, blocked when it waits for others.
    #[must_use]
    pub fn new(id: JobId, order: JobOrder, blocked: bool, now: Timestamp) -> Self {
        Self {
            id,
            production_id: order.production_id,
            drama_id: order.drama_id,
            episode_id: order.episode_id,
            operation: order.operation,
            target: order.target,
            inputs: order.inputs,
            state: if blocked { JobState::Blocked } else { JobState::Queued },
            attempt: 0,
            max_attempts: MAX_ATTEMPTS,
            deaths: 0,
            run_at: now,
            lease: None,
            progress: 0,
            message: String::new(),
            error: None,
            dead: false,
            cancel_requested: false,
            retry_of: None,
            engine: None,
            created_at: now,
            started_at: None,
            finished_at: None,
        }
    }

    /// Ends the job. Progress stays where it was unless it succeeded.
    pub fn finish(&mut self, state: JobState, error: Option<JobError>, now: Timestamp) {
        debug_assert!(state.is_final());
        self.state = state;
        self.dead = self.ends_dead(state);
        self.lease = None;
        self.error = error;
        self.finished_at = Some(now);
        if state == JobState::Succeeded {
            self.progress = 100;
        }
    }

    /// Puts a running job back into the queue; its hold stays.
    pub fn requeue(&mut self, run_at: Timestamp, error: Option<JobError>) {
        self.state = JobState::Queued;
        self.lease = None;
        self.run_at = run_at;
        self.error = error;
        self.progress = 0;
    }
}

/// A job that a worker has claimed, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedJob {
    /// The tenant.
    pub user_id: UserId,
    /// The job, running, with its lease.
    pub job: Job,
    /// The token of that lease.
    pub token: LeaseToken,
}

/// A job as administrators see it: with the user it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnedJob {
    /// The tenant.
    pub user_id: UserId,
    /// The job.
    pub job: Job,
}
