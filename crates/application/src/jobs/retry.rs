use super::JobDesk;
use crate::{
    Actor, GenerationOrder,
    generations::{Named, RequestGenerationError, RequestedJob},
};
use xinggen_domain::{
    JobId, audit::AuditEntry, error::StoreError, idempotency::IdempotencyKey, job::JobState,
};

/// Why a job was not tried again; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RetryJobError {
    /// There is no such job.
    #[error("no such job")]
    NotFound,
    /// Only what failed or was cancelled can be tried again.
    #[error("the job cannot be tried again: it is {0}")]
    NotRetryable(JobState),
    /// It cannot be asked for now.
    #[error(transparent)]
    Request(#[from] RequestGenerationError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl JobDesk {
    /// Tries a failed or cancelled job again: a new job outside any production, with a new quote and a new hold, for
    /// the target as it is now. What tries a job again that was given up for its deaths runs alone from the start.
    ///
    /// # Errors
    /// See [`RetryJobError`].
    pub async fn retry(
        &self,
        actor: Actor,
        id: JobId,
        key: IdempotencyKey,
    ) -> Result<RequestedJob, RetryJobError> {
        self.retry_as(actor, id, key, None).await
    }

    /// The same for the job of a user, as whom `owner` acts; noted in the user's audit log when a job is made, if
    /// anything is to be noted.
    pub(super) async fn retry_as(
        &self,
        owner: Actor,
        id: JobId,
        key: IdempotencyKey,
        noted: Option<AuditEntry>,
    ) -> Result<RequestedJob, RetryJobError> {
        // A job that failed or was cancelled never changes again: looking first is as good as looking inside.
        let job = self.get(owner, id).await?.ok_or(RetryJobError::NotFound)?;
        if !matches!(job.state, JobState::Failed | JobState::Cancelled) {
            return Err(RetryJobError::NotRetryable(job.state));
        }
        let order = GenerationOrder { operation: job.operation, target: job.target };
        let named = Named { retry_of: Some(id), quote: None, deaths: job.deaths_of_retry(), noted };
        Ok(self.generations.place(owner, order, named, key).await?)
    }
}
