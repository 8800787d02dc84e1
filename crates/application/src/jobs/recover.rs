use super::JobRunner;
use crate::{Ports, wording};
use xinggen_domain::{
    LeaseToken,
    error::{StoreError, VendorErrorClass},
    job::{ClaimedJob, JobError, JobState},
    time::Timestamp,
};

/// Why running jobs are taken to have no worker.
#[derive(Clone, Copy)]
enum Gone<'a> {
    /// No other process is there.
    Certainly,
    /// The lease is over, and is none of these of this process.
    LeaseOver { own: &'a [LeaseToken] },
}

impl Gone<'_> {
    fn is_own(self, claimed: &ClaimedJob) -> bool {
        matches!(self, Self::LeaseOver { own } if own.contains(&claimed.token))
    }
}

/// How many jobs or productions are read at once.
const SWEEP: u32 = 100;

/// Takes up what dead processes left: running jobs whose lease is over, and productions that stand still. Each such job
/// counts a death, which sets it apart and in the end gives it up; see [`MAX_DEATHS`](xinggen_domain::job::MAX_DEATHS).
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

    /// Puts jobs whose lease ended before now back into the queue with a death more, or ends them when they have had
    /// too many or were asked to stop. Returns how many there were.
    ///
    /// # Errors
    /// The database failed; what was done stays done.
    pub async fn sweep(&self) -> Result<usize, StoreError> {
        self.sweep_beside(&[]).await
    }

    /// The same by a process that is running the jobs with these leases. A late heartbeat of its own, after the machine
    /// slept or its clock was put forward, is no death: the process sees that it is there.
    ///
    /// # Errors
    /// The database failed; what was done stays done.
    pub async fn sweep_beside(&self, own: &[LeaseToken]) -> Result<usize, StoreError> {
        let gone = Gone::LeaseOver { own };
        let expired = self.take_up_all(self.runner.ports.clock.now(), gone).await?;
        self.advance_idle().await?;
        Ok(expired)
    }

    /// The same for every running job whatever its lease, for a process that knows itself to be alone: it has
    /// just taken the lock on the data, so the process that ran them is dead.
    ///
    /// # Errors
    /// The database failed; what was done stays done.
    pub async fn after_restart(&self) -> Result<usize, StoreError> {
        let expired = self.take_up_all(far_future(), Gone::Certainly).await?;
        self.advance_idle().await?;
        Ok(expired)
    }

    /// Takes up the jobs whose lease ended before this, each once. One that cannot be taken up now keeps no other
    /// waiting.
    async fn take_up_all(&self, before: Timestamp, gone: Gone<'_>) -> Result<usize, StoreError> {
        let (mut found, mut after) = (0, None);
        loop {
            let mut expired = self.runner.ports.queue.expired(before, after, SWEEP).await?;
            let Some(last) = expired.last() else { return Ok(found) };
            after = Some(last.job.id);
            expired.retain(|claimed| !gone.is_own(claimed));
            found += expired.len();
            for claimed in &expired {
                if let Err(error) = self.take_up(claimed, gone).await {
                    tracing::warn!(job.id = %claimed.job.id, %error, "job not taken up");
                }
            }
        }
    }

    async fn take_up(&self, claimed: &ClaimedJob, gone: Gone<'_>) -> Result<(), StoreError> {
        let runner = &self.runner;
        let Some(mut ending) = runner.ending(claimed).await? else {
            return Ok(());
        };
        let (job, now) = (&mut ending.job, runner.ports.clock.now());
        let late = matches!(gone, Gone::LeaseOver { .. });
        if late && job.lease.is_some_and(|lease| lease.until >= now) {
            // Its worker was only late, and has extended the lease since we looked.
            return Ok(());
        }
        job.count_death();
        let deaths = job.deaths;
        let ended = if job.cancel_requested {
            runner.give_up(ending, JobState::Cancelled, None).await?
        } else if job.is_deadly() {
            let message = wording::CRASHED.to_owned();
            let why = JobError { class: VendorErrorClass::Crashed, message };
            runner.give_up(ending, JobState::Failed, Some(why)).await?
        } else {
            runner.requeue_now(ending).await?
        };
        tracing::warn!(
            job.id = %claimed.job.id,
            job.operation = %claimed.job.operation,
            user.id = %claimed.user_id,
            deaths,
            ?ended,
            "took up a job whose process is gone"
        );
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
