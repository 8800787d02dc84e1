use crate::{WorkerSettings, progress::LatestProgress};
use std::{convert::Infallible, time::Duration};
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use xinggen_application::{JobRunner, Ports};
use xinggen_domain::{job::ClaimedJob, ports::Heartbeat};

/// Progress is written at most this often.
const REPORT: Duration = Duration::from_secs(2);

/// Why a pulse ended a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Somebody wants it to stop, and it may.
    Cancel,
    /// Its user was disabled, and it may stop.
    OwnerGone,
    /// The lease is someone else's.
    Lost,
}

/// Extends the lease, whatever comes, while the end of a job is recorded.
pub(crate) async fn keep_lease(ports: &Ports, settings: WorkerSettings, claimed: &ClaimedJob) -> Infallible {
    let mut ticks = interval_at(Instant::now() + settings.heartbeat, settings.heartbeat);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let until = ports.clock.now() + settings.lease;
        // Where this fails, so does the recording beside it, which tells.
        let _ = ports.queue.heartbeat(claimed.job.id, claimed.token, until).await;
    }
}

/// Extends the lease and writes progress until there is a reason to stop. A heartbeat that the database refuses
/// is tried again at the next beat: the lease outlives several.
pub(crate) async fn pulse(
    (ports, runner): (&Ports, &JobRunner),
    settings: WorkerSettings,
    claimed: &ClaimedJob,
    progress: &LatestProgress,
) -> Stop {
    let (job, token) = (claimed.job.id, claimed.token);
    let period = settings.heartbeat.min(REPORT);
    let mut ticks = interval_at(Instant::now() + period, period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut next_report = Instant::now() + REPORT;
    loop {
        ticks.tick().await;
        let until = ports.clock.now() + settings.lease;
        match ports.queue.heartbeat(job, token, until).await {
            Ok(Heartbeat::Kept { cancel_requested: false, owner_gone: false }) => {}
            Ok(Heartbeat::Kept { cancel_requested, .. }) => match runner.may_stop(claimed).await {
                Ok(true) if cancel_requested => return Stop::Cancel,
                Ok(true) => return Stop::OwnerGone,
                Ok(false) => {}
                Err(error) => tracing::warn!(job.id = %job, %error, "whether a job may stop was not read"),
            },
            Ok(Heartbeat::Lost) => return Stop::Lost,
            Err(error) => tracing::warn!(job.id = %job, %error, "heartbeat not written"),
        }
        if Instant::now() < next_report {
            continue;
        }
        if let Some((percent, message)) = progress.take() {
            next_report = Instant::now() + REPORT;
            if let Err(error) = ports.queue.report(job, token, percent, &message).await {
                tracing::warn!(job.id = %job, %error, "progress not written");
            }
        }
    }
}
