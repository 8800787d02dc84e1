//! Requests under an Idempotency-Key, for as long as the key stands for them.
//!
//! Every use case that costs credits or moves them goes through [`Once`]: it begins the transaction, asks behind its
//! locks what was made before, and commits what it made together with the key.

use crate::{Actor, Ports};
use uuid::Uuid;
use xinggen_domain::{
    UserId,
    error::StoreError,
    idempotency::{DoneRequest, IdempotencyKey, MadeKind},
    ports::TenantTx,
    time::Timestamp,
};

/// Why a request under a key is not done; nothing was changed.
#[derive(Debug)]
pub(crate) enum NotOnce {
    /// A rival under the same key is still being done, after the longest wait for it.
    InFlight,
    /// The key was used for another request.
    KeyReused,
    /// The database failed.
    Store(StoreError),
}

impl From<StoreError> for NotOnce {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Converts to errors that have the variants `InFlight`, `KeyReused` and `Store`.
macro_rules! from_not_once {
    ($($error:ident),*) => {$(
        impl From<crate::requests::NotOnce> for $error {
            fn from(error: crate::requests::NotOnce) -> Self {
                match error {
                    crate::requests::NotOnce::InFlight => Self::InFlight,
                    crate::requests::NotOnce::KeyReused => Self::KeyReused,
                    crate::requests::NotOnce::Store(error) => Self::Store(error),
                }
            }
        }
    )*};
}
pub(crate) use from_not_once;

/// A request under a key, which is done once, however often it is sent. Dropped without a commit it leaves nothing, and
/// the key stays free.
pub(crate) struct Once {
    tx: Box<dyn TenantTx>,
    key: IdempotencyKey,
}

impl Once {
    /// Begins a transaction of this user. While it is open, requests with the same key wait for it.
    ///
    /// # Errors
    /// [`NotOnce::InFlight`] when a rival is not done after
    /// [`RIVAL_PATIENCE`](xinggen_domain::idempotency::RIVAL_PATIENCE).
    pub(crate) async fn begin(ports: &Ports, user: UserId, key: IdempotencyKey) -> Result<Self, NotOnce> {
        let tx = ports.store.begin_once(user, &key).await?.ok_or(NotOnce::InFlight)?;
        Ok(Self { tx, key })
    }

    /// The transaction.
    pub(crate) fn tx(&mut self) -> &mut dyn TenantTx {
        &mut *self.tx
    }

    /// The id of what the same request made before, as long as the key is remembered: that a row is still there does
    /// not count. To be asked behind the locks of the use case, so that a rival in another process has committed.
    ///
    /// # Errors
    /// [`NotOnce::KeyReused`] when it was another request.
    pub(crate) async fn made_before(&mut self, now: Timestamp) -> Result<Option<Uuid>, NotOnce> {
        let done = self.tx.requests().find(&self.key).await?;
        match done.filter(|done| done.is_remembered(now)) {
            None => Ok(None),
            Some(done) if done.key.request == self.key.request => Ok(Some(done.made_id)),
            Some(_) => Err(NotOnce::KeyReused),
        }
    }

    /// Commits what was made, and remembers it under the key, in the place of what the key stood for too long ago.
    pub(crate) async fn commit(
        self,
        made: MadeKind,
        made_id: Uuid,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Self { mut tx, key } = self;
        let done = DoneRequest { key, made, made_id, created_at: now };
        if !tx.requests().add(done.clone()).await? {
            tx.requests().forget(&done.key).await?;
            tx.requests().add(done).await?;
        }
        tx.commit().await
    }
}

/// The key of a request that an admin makes for a user, as it is kept beside the user's own: each admin's apart.
pub(crate) fn of_admin(key: IdempotencyKey, admin: Actor) -> IdempotencyKey {
    IdempotencyKey { operation: format!("{} by {}", key.operation, admin.user_id), ..key }
}
