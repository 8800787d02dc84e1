use crate::{
    JobId, LeaseToken, ProductionId, UserId, error::StoreError, job::ClaimedJob, plan::RunningCaps,
    time::Timestamp,
};
use async_trait::async_trait;
use std::time::Duration;

/// What a heartbeat found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heartbeat {
    /// The lease was extended.
    Kept {
        /// Somebody wants the job to stop.
        cancel_requested: bool,
        /// Its user is disabled or erased: it should not go on.
        owner_gone: bool,
    },
    /// The lease belongs to someone else by now, or the job is final: stop and write nothing.
    Lost,
}

/// The queue as workers see it, across tenants. A claim carries its owner.
#[async_trait]
pub trait JobQueue: Send + Sync {
    /// Claims up to as many due jobs as tokens are given: queued → running, one attempt more. No two claims ever
    /// get the same job. Jobs of users who are not active are not claimed, nor those that
    /// [run alone](crate::job::Job::runs_alone).
    ///
    /// Fair between users: the next job is the oldest of the user with the fewest running jobs; of several such
    /// users, of the one whose last start is the longest ago. A user with as many running jobs as the cap of their
    /// role says gets none: claims at the same moment count one after the other.
    async fn claim(
        &self,
        tokens: &[LeaseToken],
        caps: RunningCaps,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<ClaimedJob>, StoreError>;

    /// Claims one due job that runs alone, by the same rules. The caller computes nothing else until it has ended.
    async fn claim_alone(
        &self,
        token: LeaseToken,
        caps: RunningCaps,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedJob>, StoreError>;

    /// Whether [`claim_alone`](Self::claim_alone) would find a job that has been due since `now` or longer.
    async fn waits_alone(&self, caps: RunningCaps, now: Timestamp) -> Result<bool, StoreError>;

    /// Extends a lease.
    async fn heartbeat(
        &self,
        job: JobId,
        token: LeaseToken,
        until: Timestamp,
    ) -> Result<Heartbeat, StoreError>;

    /// Writes progress under a lease, and its event; nothing happens when the lease is lost.
    async fn report(
        &self,
        job: JobId,
        token: LeaseToken,
        progress: u8,
        message: &str,
    ) -> Result<(), StoreError>;

    /// Running jobs whose lease ended before `now`, by id, behind `after`.
    async fn expired(
        &self,
        now: Timestamp,
        after: Option<JobId>,
        limit: u32,
    ) -> Result<Vec<ClaimedJob>, StoreError>;

    /// Running productions of active users with no live job in them, by id, behind `after`, each with its tenant:
    /// something has to take them further.
    async fn idle_productions(
        &self,
        after: Option<ProductionId>,
        limit: u32,
    ) -> Result<Vec<(UserId, ProductionId)>, StoreError>;
}

/// Tells workers that there is something to claim; they wait at its other end, a [`JobSignal`]. It carries no truth:
/// losing a call loses nothing but time.
#[async_trait]
pub trait Dispatcher: Send + Sync {
    /// These jobs can be claimed.
    async fn dispatch(&self, jobs: &[JobId]);
}

/// Wakes workers: the other end of a [`Dispatcher`]. A signal carries no ids and promises nothing: it may be lost, and it
/// may come when there is nothing to claim. A worker claims from the queue in either case, and now and then unasked.
pub trait JobSignal: Send + Sync {
    /// Receives the signals that are sent from now on. Each worker listens for itself.
    fn listen(&self) -> Box<dyn JobListener>;
}

/// One worker's end of a [`JobSignal`].
#[async_trait]
pub trait JobListener: Send {
    /// Waits for a signal, and says whether one came before the time was over. All signals since the last wait, or since
    /// listening began, are one, and end the wait at once. A wait that is dropped loses none.
    async fn wait(&mut self, at_most: Duration) -> bool;
}
