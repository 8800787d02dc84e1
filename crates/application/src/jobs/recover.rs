use super::{Ended, JobRunner};
use crate::{Ports, wording};
use xinggen_domain::{
    error::{StoreError, VendorErrorClass},
    job::{ClaimedJob, JobError, JobState},
    time::Timestamp,
};

/// How many jobs or productions are read at once.
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
        let expired = self.take_up_all(self.runner.ports.clock.now(), true).await?;
        self.advance_idle().await?;
        Ok(expired)
    }

    /// The same for every running job whatever its lease, for a process that knows itself to be alone: it has
    /// just taken the lock on the data. The attempts that the dead process cut short do not count.
    ///
    /// # Errors
    /// The database failed; what was done stays done.
    pub async fn after_restart(&self) -> Result<usize, StoreError> {
        let expired = self.take_up_all(far_future(), false).await?;
        self.advance_idle().await?;
        Ok(expired)
    }

    /// Takes up the jobs whose lease ended before this, each once. One that cannot be taken up now keeps no other
    /// waiting.
    async fn take_up_all(&self, before: Timestamp, counts: bool) -> Result<usize, StoreError> {
        let (mut found, mut after) = (0, None);
        loop {
            let expired = self.runner.ports.queue.expired(before, after, SWEEP).await?;
            let Some(last) = expired.last() else { return Ok(found) };
            after = Some(last.job.id);
            found += expired.len();
            for claimed in &expired {
                if let Err(error) = self.take_up(claimed, counts).await {
                    tracing::warn!(job.id = %claimed.job.id, %error, "job not taken up");
                }
            }
        }
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
        let mut after = None;
        loop {
            let idle = self.runner.ports.queue.idle_productions(after, SWEEP).await?;
            let Some((_, last)) = idle.last() else { return Ok(()) };
            after = Some(*last);
            for (user, production) in idle {
                if let Err(error) = self.runner.productions.advance(user, production).await {
                    tracing::warn!(production.id = %production, %error, "production not taken further");
                }
            }
        }
    }
}

/// Later than any lease and within what every database can compare.
fn far_future() -> Timestamp {
    Timestamp::UNIX_EPOCH + chrono::Duration::days(365 * 1000)
}
