//! The slots of a worker, and when it takes all of them for one job.
//!
//! A job whose process died runs alone. It is claimed only when nothing else runs here, so that a death beside it is
//! never counted against it:
//!
//! - A worker with nothing to do takes one as soon as it is due.
//! - A busy worker lets it wait for [`WorkerSettings::patience`](crate::WorkerSettings::patience), for another process
//!   or itself may have nothing to do by then. After that it claims nothing else until it is empty. While it waits it
//!   looks again whether the job is still there.
//! - When the process starts and after a job that ran alone, as many others as there are slots are claimed before the
//!   next that runs alone: neither kind waits for ever behind the other, and a process that such a job ends soon has done
//!   something for the others before.

use crate::WorkerSettings;
use chrono::Duration as Span;
use std::sync::Arc;
use tokio::{
    sync::{AcquireError, OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep},
};
use xinggen_application::Ports;

/// Room for a job to run in; it is given back with this.
pub(crate) struct Room {
    /// Held for as long as the job runs.
    _permit: OwnedSemaphorePermit,
    /// Whether it is the whole worker: for a job that runs alone.
    pub(crate) whole: bool,
}

pub(crate) struct Slots {
    slots: Arc<Semaphore>,
    settings: WorkerSettings,
    /// When it was last looked whether a job that runs alone is due.
    looked: Option<Instant>,
    /// How many other jobs have to be claimed before the next that runs alone.
    owed: usize,
}

impl Slots {
    pub(crate) fn new(settings: WorkerSettings) -> Self {
        let slots = Arc::new(Semaphore::new(settings.slots));
        Self { slots, settings, looked: None, owed: settings.slots }
    }

    /// Waits for a free slot, or for all of them when it is the turn of a job that runs alone. Dropping the future
    /// gives back what it had.
    pub(crate) async fn room(&mut self, ports: &Ports) -> Result<Room, AcquireError> {
        let mut permit = Arc::clone(&self.slots).acquire_owned().await?;
        if self.owed > 0 || self.looked.is_some_and(|last| last.elapsed() < self.settings.poll) {
            return Ok(Room { _permit: permit, whole: false });
        }
        let others = self.settings.slots.saturating_sub(1);
        while self.is_alone_due(ports, self.slots.available_permits() == others).await {
            // A worker has far fewer slots than this can count.
            let rest = Arc::clone(&self.slots).acquire_many_owned(u32::try_from(others).unwrap_or(u32::MAX));
            tokio::select! {
                biased;
                rest = rest => {
                    permit.merge(rest?);
                    return Ok(Room { _permit: permit, whole: true });
                }
                () = sleep(self.settings.poll) => {}
            }
        }
        Ok(Room { _permit: permit, whole: false })
    }

    async fn is_alone_due(&mut self, ports: &Ports, idle: bool) -> bool {
        self.looked = Some(Instant::now());
        let patience = if idle { Span::zero() } else { self.patience() };
        let since = ports.clock.now() - patience;
        match ports.queue.waits_alone(self.settings.caps, since).await {
            Ok(due) => due,
            Err(error) => {
                tracing::warn!(%error, "whether a job that runs alone is due was not read");
                false
            }
        }
    }

    fn patience(&self) -> Span {
        Span::from_std(self.settings.patience).unwrap_or(Span::MAX)
    }

    /// Counts what was claimed for a room; none when nothing was found.
    pub(crate) fn claimed(&mut self, whole: bool, found: bool) {
        self.owed = match (whole, found) {
            (true, true) => self.settings.slots,
            (false, true) => self.owed.saturating_sub(1),
            // Nothing else waits.
            (false, false) => 0,
            (true, false) => self.owed,
        };
    }
}
