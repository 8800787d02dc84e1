use super::{Ended, JobRunner};
use crate::{Ports, wording};
use xinggen_domain::{
    error::{StoreError, VendorErrorClass},
    job::{ClaimedJob, JobError, JobState},
    time::Timestamp,
};

/// How many jobs or productions one sweep takes at a time.
const SWEEP: u32 = 100;

/// Takes up what dead workers left: running jobs whose lease is over, and productions that stand still.
#[derive(Clone)]
pub struct JobRecovery {
    runner: JobRunner,
}

impl JobRecovery {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { runner: JobRunner::new(ports) }
    }

    /// Puts jobs whose lease ended before now back into the queue, or ends them when their attempts are used up or
    /// somebody wanted them to stop. Returns how many there were.
    ///
    /// # Errors
    /// The database failed; what was done stays done.
    pub async fn sweep(&self) -> Result<usize, StoreError> {
        let now = self.runner.ports.clock.now();
        let expired = self.runner.ports.queue.expired(now, SWEEP).await?;
        for claimed in &expired {
            // One that cannot be taken up now must not keep the others waiting.
            if let Err(error) = self.take_up(claimed, true).await {
                tracing::warn!(job.id = %claimed.job.id, %error, "job not taken up");
            }
        }
        self.advance_idle().await?;
        Ok(expired.len())
    }

    /// The same for every running job whatever its lease, for a process that knows itself to be alone: it has
    /// just taken the lock on the data. The attempts that the dead process cut short do not count.
    ///
    /// # Errors
    /// The database failed; what was done stays done.
    pub async fn after_restart(&self) -> Result<usize, StoreError> {
        let mut taken_up = 0;
        loop {
            let all = self.runner.ports.queue.expired(far_future(), SWEEP).await?;
            if all.is_empty() {
                break;
            }
            for claimed in &all {
                self.take_up(claimed, false).await?;
            }
            taken_up += all.len();
        }
        self.advance_idle().await?;
        Ok(taken_up)
    }

    async fn take_up(&self, claimed: &ClaimedJob, counts: bool) -> Result<(), StoreError> {
        let runner = &self.runner;
        let Some(mut ending) = runner.ending(claimed).await? else {
            return Ok(());
        };
        let (job, now) = (&mut ending.job, runner.ports.clock.now());
        if counts && job.lease.is_some_and(|lease| lease.until >= now) {
            // Its worker was only late, and has extended the lease since we looked.
            return Ok(());
        }
        let ended = if job.cancel_requested {
            runner.give_up(ending, JobState::Cancelled, None).await?
        } else if counts && job.attempt >= job.max_attempts {
            let message = wording::WORKER_LOST.to_owned();
            let why = JobError { class: VendorErrorClass::Timeout, message };
            runner.give_up(ending, JobState::Failed, Some(why)).await?
        } else {
            if !counts {
                job.attempt = job.attempt.saturating_sub(1);
            }
            job.requeue(now, None);
            ending.tx.jobs().save(&ending.job).await?;
            runner.commit(ending, &[claimed.job.id]).await?;
            Ended::Requeued
        };
        tracing::info!(job.id = %claimed.job.id, ?ended, "took up a job whose worker is gone");
        Ok(())
    }

    async fn advance_idle(&self) -> Result<(), StoreError> {
        for (user, production) in self.runner.ports.queue.idle_productions(SWEEP).await? {
            if let Err(error) = self.runner.productions.advance(user, production).await {
                tracing::warn!(production.id = %production, %error, "production not taken further");
            }
        }
        Ok(())
    }
}

/// Later than any lease and within what every database can compare.
fn far_future() -> Timestamp {
    Timestamp::UNIX_EPOCH + chrono::Duration::days(365 * 1000)
}
