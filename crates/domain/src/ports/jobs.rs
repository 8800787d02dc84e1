use super::Page;
use crate::{
    DramaId, EpisodeId, JobId, LeaseToken, ProductionId,
    error::StoreError,
    job::{Job, JobState},
    operation::{Operation, Target},
};
use async_trait::async_trait;

type Result<T> = std::result::Result<T, StoreError>;

/// Which jobs of a list; every given part must match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// In this state.
    pub state: Option<JobState>,
    /// Doing this.
    pub operation: Option<Operation>,
    /// Of this drama.
    pub drama: Option<DramaId>,
    /// Of this episode.
    pub episode: Option<EpisodeId>,
    /// Of this production.
    pub production: Option<ProductionId>,
}

/// Jobs.
#[async_trait]
pub trait Jobs: Send {
    /// Adds a job that waits for the live ones among `after`. False, and nothing is added, when a job for the
    /// same target and operation is live.
    async fn add(&mut self, job: Job, after: &[JobId]) -> Result<bool>;

    /// A job.
    async fn get(&mut self, id: JobId) -> Result<Option<Job>>;

    /// Locks a running job that is claimed under this token; none when the lease is lost.
    async fn lock_claimed(&mut self, id: JobId, token: LeaseToken) -> Result<Option<Job>>;

    /// Locks a job in whatever state.
    async fn lock(&mut self, id: JobId) -> Result<Option<Job>>;

    /// Writes the state of a job that this transaction has locked or added.
    async fn save(&mut self, job: &Job) -> Result<()>;

    /// Lets go of the jobs that wait for this one: those that wait for nothing else become queued. Returns them.
    async fn unblock_after(&mut self, id: JobId) -> Result<Vec<JobId>>;

    /// Locks every blocked job that waits for this one, directly or through others.
    async fn lock_dependents(&mut self, id: JobId) -> Result<Vec<Job>>;

    /// Locks the live jobs of a production, in the order of their ids.
    async fn lock_live(&mut self, production: ProductionId) -> Result<Vec<Job>>;

    /// All jobs of a production, in the order of their ids.
    async fn of_production(&mut self, production: ProductionId) -> Result<Vec<Job>>;

    /// Locks the live jobs of a drama, in the order of their ids.
    async fn lock_live_of_drama(&mut self, drama: DramaId) -> Result<Vec<Job>>;

    /// The live job for a target and an operation.
    async fn live_of(&mut self, operation: Operation, target: Target) -> Result<Option<Job>>;

    /// How many jobs are running.
    async fn running(&mut self) -> Result<u64>;

    /// A page of the jobs that match, newest first.
    async fn list(&mut self, filter: JobFilter, page: Page<JobId>) -> Result<Vec<Job>>;
}
