//! Requests under a key that are in flight in this process.

use crate::sync::locked;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, Weak},
    time::Duration,
};
use tokio::{
    sync::{Mutex as Seat, OwnedMutexGuard},
    time::timeout,
};
use xinggen_domain::{UserId, idempotency::IdempotencyKey};

/// Whose request it is, for which operation, under which key.
type Flown = (UserId, String, String);

/// Lets one request in at a time for each key. Clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Flights(Arc<Mutex<HashMap<Flown, Weak<Seat<()>>>>>);

/// A request in flight; it lands when it is dropped.
#[derive(Debug)]
pub(super) struct Flight {
    _seat: OwnedMutexGuard<()>,
}

impl Flights {
    /// Waits for a rival at most so long; none when it is still in flight then.
    pub(super) async fn enter(
        &self,
        owner: UserId,
        key: &IdempotencyKey,
        patience: Duration,
    ) -> Option<Flight> {
        let seat = self.seat((owner, key.operation.clone(), key.key.clone()));
        let taken = timeout(patience, seat.lock_owned()).await.ok()?;
        Some(Flight { _seat: taken })
    }

    fn seat(&self, flown: Flown) -> Arc<Seat<()>> {
        let mut seats = locked(&self.0);
        // Those that nobody sits on or waits for.
        seats.retain(|_, seat| seat.strong_count() > 0);
        if let Some(seat) = seats.get(&flown).and_then(Weak::upgrade) {
            return seat;
        }
        let seat = Arc::default();
        seats.insert(flown, Arc::downgrade(&seat));
        seat
    }
}
