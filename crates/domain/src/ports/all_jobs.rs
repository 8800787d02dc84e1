use super::Page;
use crate::{
    JobId, UserId,
    error::StoreError,
    job::{JobState, OwnedJob},
    operation::Operation,
};
use async_trait::async_trait;

/// Which jobs of all users; every given part must match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AllJobsFilter {
    /// Of this user.
    pub user: Option<UserId>,
    /// In this state.
    pub state: Option<JobState>,
    /// Doing this.
    pub operation: Option<Operation>,
    /// Whether they are dead: failed after their last attempt or death.
    pub dead: Option<bool>,
}

/// The jobs of all users, for administrators to look at. What changes a job goes through the transaction of its user.
#[async_trait]
pub trait AllJobs: Send + Sync {
    /// A page of the jobs that match, newest first.
    async fn list(&self, filter: AllJobsFilter, page: Page<JobId>) -> Result<Vec<OwnedJob>, StoreError>;

    /// A job, and whose it is.
    async fn find(&self, id: JobId) -> Result<Option<OwnedJob>, StoreError>;
}
