use crate::{WorkerSettings, pulse::keep_lease};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use xinggen_application::{Ended, JobRunner, Ports, Worked};
use xinggen_domain::{error::StoreError, job::ClaimedJob};

/// The wait before the end of a job is recorded again; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(100);

/// No wait is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// What is to be recorded of a job.
pub(crate) enum Outcome {
    /// The work is done, or could not be.
    Worked(Worked),
    /// Somebody wanted it to stop.
    Cancelled,
    /// It goes back to the queue as if it had not been claimed.
    PutBack,
    /// The lease is someone else's; there is nothing to record.
    Lost,
}

/// Records how a job ended. While the database cannot take it (a deadlock, a lost connection, a restart), it is asked
/// again for as long as a lease lasts: the files are stored and the vendor is paid, so that leaving it to another
/// attempt would cost both twice.
pub(crate) async fn record(
    ports: &Ports,
    settings: WorkerSettings,
    runner: &JobRunner,
    claimed: &ClaimedJob,
    outcome: &Outcome,
) -> Result<Ended, StoreError> {
    tokio::select! {
        ended = record_until(Instant::now() + settings.lease, runner, claimed, outcome) => ended,
        never = keep_lease(ports, settings, claimed) => match never {},
    }
}

async fn record_until(
    end: Instant,
    runner: &JobRunner,
    claimed: &ClaimedJob,
    outcome: &Outcome,
) -> Result<Ended, StoreError> {
    let mut wait = FIRST_WAIT;
    loop {
        let ended = match outcome {
            Outcome::Worked(worked) => runner.record(claimed, worked).await,
            Outcome::Cancelled => runner.cancelled(claimed).await,
            Outcome::PutBack => runner.put_back(claimed).await,
            Outcome::Lost => Ok(Ended::Lost),
        };
        match ended {
            Err(error @ StoreError::Unavailable(_)) if Instant::now() + wait < end => {
                tracing::warn!(job.id = %claimed.job.id, %error, "the end of a job was not recorded, trying again");
            }
            ended => return ended,
        }
        sleep(wait).await;
        wait = LONGEST_WAIT.min(2 * wait);
    }
}
