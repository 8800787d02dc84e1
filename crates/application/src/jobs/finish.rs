//! How a job ends: one transaction each, fenced by the lease.

use super::{
    Ended, JobRunner,
    errors::RecordError,
    run::jitter,
    settle::{call_off_dependents, close_hold},
    work::Made,
};
use crate::{engines::write_off, productions::pause_for_cancelled};
use chrono::Duration;
use xinggen_domain::{
    Credits, JobId,
    error::{StoreError, VendorError},
    job::{ClaimedJob, Job, JobError, JobState},
    ledger::CreditLedger,
    ports::TenantTx,
    pricing::PriceList,
};

/// The wait before the second attempt; each further one waits four times longer.
const FIRST_RETRY_MS: i64 = 2_000;

/// The open end of one job: its transaction with the locks taken, in their order.
pub(super) struct Ending {
    pub(super) tx: Box<dyn TenantTx>,
    pub(super) ledger: CreditLedger,
    pub(super) job: Job,
    pub(super) prices: PriceList,
}

impl JobRunner {
    /// Locks credits and the job; none when the lease is lost.
    pub(super) async fn ending(&self, claimed: &ClaimedJob) -> Result<Option<Ending>, StoreError> {
        let prices = self.ports.prices.list().await?;
        let mut tx = self.ports.store.begin(claimed.user_id).await?;
        let ledger = tx.credits().lock().await?;
        let job = tx.jobs().lock_claimed(claimed.job.id, claimed.token).await?;
        Ok(job.map(|job| Ending { tx, ledger, job, prices }))
    }

    /// Records what was made, and settles. What was made is recorded even when somebody wanted the job to stop
    /// meanwhile: it is there and was paid for. Its production pauses all the same.
    pub(super) async fn succeed(&self, claimed: &ClaimedJob, made: Made) -> Result<Ended, RecordError> {
        let Some(mut ending) = self.ending(claimed).await? else {
            return Ok(Ended::Lost);
        };
        let delivered = made.delivered();
        made.record(&self.ports, &mut *ending.tx, &ending.job).await?;
        let Ending { tx, ledger, job, prices } = &mut ending;
        close_hold(&mut **tx, ledger, prices, job, Some(delivered), &self.ports).await?;
        job.finish(JobState::Succeeded, None, self.ports.clock.now());
        tx.jobs().save(job).await?;
        let queued = tx.jobs().unblock_after(job.id).await?;
        if let (true, Some(production)) = (job.cancel_requested, job.production_id) {
            pause_for_cancelled(&mut **tx, production, Credits::ZERO, self.ports.clock.now()).await?;
        }
        self.commit(ending, &queued).await?;
        Ok(Ended::Succeeded)
    }

    /// Tries again later where that can help and attempts are left; otherwise gives the job up.
    pub(super) async fn fail(&self, claimed: &ClaimedJob, error: &VendorError) -> Result<Ended, StoreError> {
        tracing::warn!(
            job.id = %claimed.job.id,
            job.operation = %claimed.job.operation,
            error.class = %error.class,
            error.detail = error.source.as_ref().map(ToString::to_string),
            "job failed: {}", error.message
        );
        let Some(mut ending) = self.ending(claimed).await? else {
            return Ok(Ended::Lost);
        };
        if ending.job.cancel_requested {
            return self.give_up(ending, JobState::Cancelled, None).await;
        }
        let job = &mut ending.job;
        let why = JobError { class: error.class, message: error.message.clone() };
        if error.lost || !error.class.is_transient() || job.attempt >= job.max_attempts {
            return self.give_up(ending, JobState::Failed, Some(why)).await;
        }
        let wait = FIRST_RETRY_MS << (2 * job.attempt.saturating_sub(1)).min(12);
        let asked =
            error.retry_after.map_or(0, |wait| i64::try_from(wait.as_millis()).unwrap_or(i64::MAX / 2));
        let wait = jitter(job.id, wait).max(asked);
        job.requeue(self.ports.clock.now() + Duration::milliseconds(wait), Some(why));
        ending.tx.jobs().save(&ending.job).await?;
        self.commit(ending, &[]).await?;
        Ok(Ended::Requeued)
    }

    /// Puts a running job back into the queue that was dropped though nothing is wrong with it: the process ends in
    /// order, or its user was disabled. It counts neither an attempt nor a death. One that was asked to stop is
    /// cancelled.
    ///
    /// # Errors
    /// The database failed; the lease will run out and recovery take the job up, as a death.
    pub async fn put_back(&self, claimed: &ClaimedJob) -> Result<Ended, StoreError> {
        let Some(mut ending) = self.ending(claimed).await? else {
            return Ok(Ended::Lost);
        };
        if ending.job.cancel_requested {
            return self.give_up(ending, JobState::Cancelled, None).await;
        }
        ending.job.give_attempt_back();
        self.requeue_now(ending).await
    }

    pub(super) async fn requeue_now(&self, mut ending: Ending) -> Result<Ended, StoreError> {
        ending.job.requeue(self.ports.clock.now(), None);
        ending.tx.jobs().save(&ending.job).await?;
        let id = ending.job.id;
        self.commit(ending, &[id]).await?;
        Ok(Ended::Requeued)
    }

    pub(super) async fn stop(&self, claimed: &ClaimedJob) -> Result<Ended, StoreError> {
        let Some(ending) = self.ending(claimed).await? else {
            return Ok(Ended::Lost);
        };
        self.give_up(ending, JobState::Cancelled, None).await
    }

    /// Ends the job without a charge, and calls off what waits for it. When a person called it off, its production
    /// pauses.
    pub(super) async fn give_up(
        &self,
        mut ending: Ending,
        state: JobState,
        why: Option<JobError>,
    ) -> Result<Ended, StoreError> {
        let now = self.ports.clock.now();
        let Ending { tx, ledger, job, prices } = &mut ending;
        let mut released = close_hold(&mut **tx, ledger, prices, job, None, &self.ports).await?;
        job.finish(state, why, now);
        tx.jobs().save(job).await?;
        write_off(&mut **tx, job.id, now).await?;
        released += call_off_dependents(&mut **tx, ledger, prices, job, &self.ports).await?;
        if let (JobState::Cancelled, Some(production)) = (state, job.production_id) {
            pause_for_cancelled(&mut **tx, production, released, now).await?;
        }
        self.commit(ending, &[]).await?;
        Ok(if state == JobState::Failed { Ended::Failed } else { Ended::Cancelled })
    }

    pub(super) async fn commit(&self, ending: Ending, queued: &[JobId]) -> Result<(), StoreError> {
        let Ending { mut tx, mut ledger, .. } = ending;
        if ledger.is_changed() {
            tx.credits().save(&mut ledger).await?;
        }
        tx.commit().await?;
        if !queued.is_empty() {
            self.ports.dispatcher.dispatch(queued).await;
        }
        Ok(())
    }
}
