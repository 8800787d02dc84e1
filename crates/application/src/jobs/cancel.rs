use super::{
    JobDesk,
    settle::{call_off_dependents, close_hold},
};
use crate::{Actor, productions::pause_for_cancelled};
use xinggen_domain::{
    JobId, UserId,
    audit::AuditEntry,
    error::StoreError,
    job::{Job, JobState},
    ports::TenantTx,
};

/// Why a job was not cancelled; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CancelJobError {
    /// There is no such job.
    #[error("no such job")]
    NotFound,
    /// It is over already.
    #[error("the job is over: it is {0}")]
    AlreadyFinal(JobState),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl JobDesk {
    /// Calls a job off. One that has not started is cancelled at once, with those that wait for it, and their holds
    /// are given back; a running one is asked to stop and gives its hold back when it does, unless a vendor that bills
    /// is being asked: then what it delivers is kept and charged. Asking again changes nothing. The production of a cancelled job pauses; its other jobs go on. Returns the job as it is now.
    ///
    /// # Errors
    /// See [`CancelJobError`].
    pub async fn cancel(&self, actor: Actor, id: JobId) -> Result<Job, CancelJobError> {
        self.cancel_of(actor.user_id, id, None).await
    }

    /// The same for a job of this user; what changes is noted in the user's audit log, if anything is to be noted.
    pub(super) async fn cancel_of(
        &self,
        owner: UserId,
        id: JobId,
        noted: Option<AuditEntry>,
    ) -> Result<Job, CancelJobError> {
        let prices = self.ports.prices.list().await?;
        let now = self.ports.clock.now();
        let mut tx = self.ports.store.begin(owner).await?;
        let mut ledger = tx.credits().lock().await?;
        let mut job = tx.jobs().lock(id).await?.ok_or(CancelJobError::NotFound)?;
        match job.state {
            state if state.is_final() => return Err(CancelJobError::AlreadyFinal(state)),
            JobState::Running if job.cancel_requested => return Ok(job),
            JobState::Running => {
                job.cancel_requested = true;
                tx.jobs().save(&job).await?;
                add_note(&mut *tx, noted).await?;
                tx.commit().await?;
                return Ok(job);
            }
            _ => add_note(&mut *tx, noted).await?,
        }
        job.cancel_requested = true;
        let mut released = close_hold(&mut *tx, &mut ledger, &prices, &job, None, &self.ports).await?;
        job.finish(JobState::Cancelled, None, now);
        tx.jobs().save(&job).await?;
        released += call_off_dependents(&mut *tx, &mut ledger, &prices, &job, &self.ports).await?;
        if ledger.is_changed() {
            tx.credits().save(&mut ledger).await?;
        }
        if let Some(production) = job.production_id {
            pause_for_cancelled(&mut *tx, production, released, now).await?;
        }
        tx.commit().await?;
        Ok(job)
    }
}

async fn add_note(tx: &mut dyn TenantTx, noted: Option<AuditEntry>) -> Result<(), StoreError> {
    match noted {
        Some(entry) => tx.audit().add(entry).await,
        None => Ok(()),
    }
}
