//! Requests under a key that are in flight. In this process a map knows them; other processes are kept out by an
//! advisory lock of the transaction, which ends with it and with the process. SQLite belongs to one process.

use crate::error::{is_lock_timeout, store_error};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};
use tokio::{
    sync::{Mutex as Seat, OwnedMutexGuard},
    time::timeout,
};
use xinggen_domain::{Id, UserId, error::StoreError, idempotency::IdempotencyKey, provenance::Digest};

/// Whose request it is, for which operation, under which key.
type Flown = (UserId, String, String);

/// Lets one request in at a time for each key. Clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flights(Arc<Mutex<HashMap<Flown, Weak<Seat<()>>>>>);

/// A request in flight; it lands when it is dropped.
#[derive(Debug)]
pub(crate) struct Flight {
    _seat: OwnedMutexGuard<()>,
}

impl Flights {
    /// Waits for a rival at most so long; none when it is still in flight then.
    pub(crate) async fn enter(
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
        let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
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

/// Keeps requests of other processes under this key out until the transaction ends. False when one of them is still
/// in flight after so long; the transaction is of no use then.
pub(crate) async fn keep_others_out(
    tx: &DatabaseTransaction,
    owner: UserId,
    key: &IdempotencyKey,
    patience: Duration,
) -> Result<bool, StoreError> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(true);
    }
    let number = lock_number(owner, key);
    let attempt = format!("SELECT pg_try_advisory_xact_lock({number}) AS taken");
    let row =
        tx.query_one_raw(Statement::from_string(DbBackend::Postgres, attempt)).await.map_err(store_error)?;
    let taken = row.map(|row| row.try_get::<bool>("", "taken")).transpose().map_err(store_error)?;
    if taken == Some(true) {
        return Ok(true);
    }
    // One that fails for the wait has spoilt the transaction; nothing was done in it yet.
    let wait = patience.as_millis().max(1);
    let wait = format!(
        "SET LOCAL lock_timeout = {wait}; SELECT pg_advisory_xact_lock({number}); SET LOCAL lock_timeout TO DEFAULT"
    );
    match tx.execute_unprepared(&wait).await {
        Ok(_) => Ok(true),
        Err(error) if is_lock_timeout(&error) => Ok(false),
        Err(error) => Err(store_error(error)),
    }
}

/// The number of the advisory lock of a key. That two keys have one is as good as impossible, and would only let one
/// wait for the other.
fn lock_number(owner: UserId, key: &IdempotencyKey) -> i64 {
    let flown = format!("{} {} {}", owner.as_uuid(), key.operation, key.key);
    let [a, b, c, d, e, f, g, h, ..] = *Digest::of(flown.as_bytes()).as_bytes();
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}
