//! What administrators do with the jobs of all users. Whatever they do to a job is done in the name of its user, by the
//! rules and on the credits of that user, and stands in the user's audit log.

use super::{CancelJobError, JobDesk, RetryJobError};
use crate::{
    Actor, Invalid, NotAdmin, Ports, RequestedJob,
    credits::REASON,
    noted::{entry, note},
    requests::of_admin,
};
use xinggen_domain::{
    JobId,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    idempotency::IdempotencyKey,
    job::OwnedJob,
    ledger::Hold,
    ports::{AllJobsFilter, Page},
    user::{User, UserStatus},
};

/// Lists, cancels and retries the jobs of all users, for administrators.
#[derive(Clone)]
pub struct JobAdmin {
    ports: Ports,
    desk: JobDesk,
}

/// Why no job was shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadJobsError {
    /// For administrators only.
    #[error(transparent)]
    NotAdmin(#[from] NotAdmin),
    /// There is no such job.
    #[error("no such job")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why an administrator changed nothing about a job.
#[derive(Debug, thiserror::Error)]
pub enum ManageJobError {
    /// For administrators only.
    #[error(transparent)]
    NotAdmin(#[from] NotAdmin),
    /// There is no such job, or no user any more whose job it is.
    #[error("no such job")]
    NotFound,
    /// The reason will not do.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It cannot be called off.
    #[error(transparent)]
    Cancel(#[from] CancelJobError),
    /// It cannot be tried again.
    #[error(transparent)]
    Retry(#[from] RetryJobError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl JobAdmin {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { desk: JobDesk::new(ports.clone()), ports }
    }

    /// A page of the jobs that match, newest first.
    ///
    /// # Errors
    /// [`ReadJobsError::NotAdmin`], or the database failed.
    pub async fn list(
        &self,
        actor: Actor,
        filter: AllJobsFilter,
        page: Page<JobId>,
    ) -> Result<Vec<OwnedJob>, ReadJobsError> {
        check(actor)?;
        Ok(self.ports.all_jobs.list(filter, page).await?)
    }

    /// A job with its hold, if it had one. The look is noted in the user's audit log.
    ///
    /// # Errors
    /// See [`ReadJobsError`].
    pub async fn get(&self, actor: Actor, id: JobId) -> Result<(OwnedJob, Option<Hold>), ReadJobsError> {
        check(actor)?;
        let owned = self.ports.all_jobs.find(id).await?.ok_or(ReadJobsError::NotFound)?;
        let act = AuditAct::JobViewed;
        note(&self.ports, owned.user_id, Some(actor), act, id.to_string(), String::new()).await?;
        let hold = self.ports.store.begin_read(owned.user_id).await?.credits().hold_of(id).await?;
        Ok((owned, hold))
    }

    /// Calls a job off as its user could; noted with the reason when it changes anything. Returns the job as it is now,
    /// with its hold.
    ///
    /// # Errors
    /// See [`ManageJobError`].
    pub async fn cancel(
        &self,
        actor: Actor,
        id: JobId,
        reason: &str,
    ) -> Result<(OwnedJob, Option<Hold>), ManageJobError> {
        check(actor)?;
        let noted = self.noted(actor, AuditAct::JobCancelled, id, reason)?;
        let owner = self.owner(id).await?;
        let job = self.desk.cancel_of(owner.id, id, Some(noted)).await?;
        let hold = self.ports.store.begin_read(owner.id).await?.credits().hold_of(id).await?;
        Ok((OwnedJob { user_id: owner.id, job }, hold))
    }

    /// Tries a failed or cancelled job again as its user could: a new job with a new quote and a new hold on the user's
    /// credits. Noted with the reason when the job is made; the same request under the same key is not done again.
    /// The job of a disabled user waits until the user is enabled.
    ///
    /// # Errors
    /// See [`ManageJobError`].
    pub async fn retry(
        &self,
        actor: Actor,
        id: JobId,
        reason: &str,
        key: IdempotencyKey,
    ) -> Result<(User, RequestedJob), ManageJobError> {
        check(actor)?;
        let noted = self.noted(actor, AuditAct::JobRetried, id, reason)?;
        let owner = self.owner(id).await?;
        let as_owner = Actor::new(owner.id, owner.role_at(self.ports.clock.now()));
        let requested = self.desk.retry_as(as_owner, id, of_admin(key, actor), Some(noted)).await?;
        Ok((owner, requested))
    }

    /// Whose job it is. Nothing is done any more for a user who is erased.
    async fn owner(&self, id: JobId) -> Result<User, ManageJobError> {
        let owned = self.ports.all_jobs.find(id).await?.ok_or(ManageJobError::NotFound)?;
        let user = self.ports.accounts.get(owned.user_id).await?;
        user.filter(|user| user.status != UserStatus::Erased).ok_or(ManageJobError::NotFound)
    }

    fn noted(&self, actor: Actor, act: AuditAct, id: JobId, reason: &str) -> Result<AuditEntry, Invalid> {
        let reason = REASON.take(reason).map_err(|problem| Invalid::new("reason", problem))?;
        Ok(entry(&self.ports, Some(actor), act, id.to_string(), reason))
    }
}

fn check(actor: Actor) -> Result<(), NotAdmin> {
    if actor.is_admin() { Ok(()) } else { Err(NotAdmin) }
}
