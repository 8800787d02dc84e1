use crate::{
    WorkerSettings,
    progress::LatestProgress,
    pulse::{Stop, pulse},
    record::{Outcome, record},
    running::Running,
    slots::{Room, Slots},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::Notify,
    time::{Instant, sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use xinggen_application::{CreditBooks, Ended, Housekeeping, JobRecovery, JobRunner, Ports};
use xinggen_domain::{error::StoreError, job::ClaimedJob, ports::JobSignal};

/// How long a process that ends waits at most until a job is put back.
const LAST_WORD: Duration = Duration::from_secs(5);

/// How long to wait after the database refused to give jobs out.
const AFTER_ERROR: Duration = Duration::from_secs(2);

/// Claims and runs jobs until told to stop.
#[derive(Clone)]
pub struct Worker {
    ports: Ports,
    runner: JobRunner,
    settings: WorkerSettings,
    signal: Arc<dyn JobSignal>,
    /// A job of this worker ended: there is a free slot, and its user may have another one run.
    ended: Arc<Notify>,
    running: Running,
}

impl Worker {
    /// Over these ports; `signal` is the other end of the dispatcher among them.
    #[must_use]
    pub fn new(ports: Ports, signal: Arc<dyn JobSignal>, settings: WorkerSettings) -> Self {
        let (ended, running) = (Arc::default(), Running::default());
        Self { runner: JobRunner::new(ports.clone()), ports, settings, signal, ended, running }
    }

    /// Works until `stop`, then claims nothing more and waits up to `drain` for running jobs. What is not done
    /// by then is dropped and put back into the queue for the next worker.
    pub async fn run(self, stop: CancellationToken, drain: Duration) {
        let tasks = TaskTracker::new();
        let cut_off = CancellationToken::new();
        tokio::join!(self.claim_until(&stop, &tasks, &cut_off), self.sweep_until(&stop));
        tasks.close();
        if timeout(drain, tasks.wait()).await.is_err() {
            cut_off.cancel();
            tasks.wait().await;
        }
    }

    async fn claim_until(&self, stop: &CancellationToken, tasks: &TaskTracker, cut_off: &CancellationToken) {
        // Before the first claim, so that what is dispatched after it is heard of.
        let mut signals = self.signal.listen();
        let mut slots = Slots::new(self.settings);
        loop {
            // In this order: a worker that was told to stop begins nothing, free slot or not.
            let room = tokio::select! {
                biased;
                () = stop.cancelled() => return,
                room = slots.room(&self.ports) => room,
            };
            let Ok(room) = room else { return };
            let claimed = self.claim_one(&room).await;
            slots.claimed(room.whole, matches!(claimed, Ok(Some(_))));
            let wait = match claimed {
                Ok(Some(claimed)) => {
                    self.start(claimed, room, tasks, cut_off);
                    continue;
                }
                // Another process has it: there may be others to run beside each other.
                Ok(None) if room.whole => continue,
                Ok(None) => self.settings.poll,
                Err(error) => {
                    tracing::warn!(%error, "no jobs claimed");
                    AFTER_ERROR
                }
            };
            drop(room);
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.ended.notified() => {}
                _ = signals.wait(wait) => {}
            }
        }
    }

    async fn claim_one(&self, room: &Room) -> Result<Option<ClaimedJob>, StoreError> {
        let now = self.ports.clock.now();
        let (token, until) = (self.ports.ids.id(), now + self.settings.lease);
        if room.whole {
            return self.ports.queue.claim_alone(token, self.settings.caps, now, until).await;
        }
        Ok(self.ports.queue.claim(&[token], self.settings.caps, now, until).await?.pop())
    }

    fn start(&self, claimed: ClaimedJob, room: Room, tasks: &TaskTracker, cut_off: &CancellationToken) {
        let (worker, cut_off) = (self.clone(), cut_off.clone());
        let runs = self.running.add(claimed.token);
        tasks.spawn(async move {
            tokio::select! {
                () = cut_off.cancelled() => worker.put_back(&claimed).await,
                () = worker.run_one(&claimed) => {}
            }
            drop((runs, room));
            worker.ended.notify_one();
        });
    }

    /// Puts back a job that was dropped because the process ends.
    async fn put_back(&self, claimed: &ClaimedJob) {
        match timeout(LAST_WORD, self.runner.put_back(claimed)).await {
            Ok(Ok(ended)) => tracing::info!(job.id = %claimed.job.id, ?ended, "job cut off"),
            Ok(Err(error)) => tracing::warn!(job.id = %claimed.job.id, %error, "job not put back"),
            Err(_) => tracing::warn!(job.id = %claimed.job.id, "job not put back in time"),
        }
    }

    async fn run_one(&self, claimed: &ClaimedJob) {
        let progress = LatestProgress::default();
        let started = Instant::now();
        let outcome = tokio::select! {
            worked = self.runner.work(claimed, &progress) => Outcome::Worked(worked),
            stop = pulse((&self.ports, &self.runner), self.settings, claimed, &progress) => match stop {
                Stop::Cancel => Outcome::Cancelled,
                Stop::OwnerGone => Outcome::PutBack,
                Stop::Lost => Outcome::Lost,
            },
        };
        // Outside the race with the pulse: what is made is recorded even when somebody wants it to stop just now.
        let ended = record(&self.ports, self.settings, &self.runner, claimed, &outcome).await;
        self.runner.follow_up(claimed).await;
        let job = &claimed.job;
        let labels =
            [("operation", job.operation.to_string()), ("outcome", outcome_label(&ended).to_owned())];
        metrics::counter!("xinggen_jobs_ended_total", &labels).increment(1);
        match ended {
            Ok(ended) => tracing::info!(
                job.id = %job.id,
                job.operation = %job.operation,
                job.attempt = job.attempt,
                elapsed_ms = started.elapsed().as_millis() as u64,
                ?ended,
                "job ended"
            ),
            Err(error) => tracing::error!(job.id = %job.id, %error, "the end of a job was not recorded"),
        }
    }

    async fn sweep_until(&self, stop: &CancellationToken) {
        let recovery = JobRecovery::new(self.ports.clone());
        let credits = CreditBooks::new(self.ports.clone());
        let housekeeping = Housekeeping::new(self.ports.clone());
        let housekeeping = housekeeping.forgetting_addresses_after(self.settings.address_days);
        let mut kept_house: Option<Instant> = None;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = sleep(self.settings.sweep) => {}
            }
            if let Err(error) = recovery.sweep_beside(&self.running.tokens()).await {
                tracing::warn!(%error, "sweep of jobs failed");
            }
            if let Err(error) = credits.sweep_expired().await {
                tracing::warn!(%error, "sweep of expired credits failed");
            }
            if kept_house.is_none_or(|last| last.elapsed() >= self.settings.housekeeping) {
                kept_house = Some(Instant::now());
                match housekeeping.sweep().await {
                    Ok(swept) => tracing::debug!(?swept, "kept house"),
                    Err(error) => tracing::warn!(%error, "housekeeping failed"),
                }
            }
        }
    }
}

/// How the end of a job is counted. What goes back to the queue has only ended a run.
const fn outcome_label(ended: &Result<Ended, StoreError>) -> &'static str {
    match ended {
        Ok(Ended::Succeeded) => "succeeded",
        Ok(Ended::Failed) => "failed",
        Ok(Ended::Requeued) => "requeued",
        Ok(Ended::Cancelled) => "cancelled",
        Ok(Ended::Lost) => "lost",
        Err(_) => "unrecorded",
    }
}
