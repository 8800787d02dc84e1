//! Requests under an Idempotency-Key, for as long as the key stands for them.

use crate::Actor;
use xinggen_domain::{
    error::StoreError,
    idempotency::{DoneRequest, IdempotencyKey},
    ports::TenantTx,
    time::Timestamp,
};

/// What was done under this key, as long as the key is remembered: that a row is still there does not count.
pub(crate) async fn remembered(
    tx: &mut dyn TenantTx,
    key: &IdempotencyKey,
    now: Timestamp,
) -> Result<Option<DoneRequest>, StoreError> {
    let done = tx.requests().find(key).await?;
    Ok(done.filter(|done| done.is_remembered(now)))
}

/// Remembers a request that was not [remembered], in the place of one that is too long ago.
pub(crate) async fn remember(tx: &mut dyn TenantTx, request: DoneRequest) -> Result<(), StoreError> {
    if !tx.requests().add(request.clone()).await? {
        tx.requests().forget(&request.key).await?;
        tx.requests().add(request).await?;
    }
    Ok(())
}

/// The key of a request that an admin makes for a user, as it is kept beside the user's own: each admin's apart.
pub(crate) fn of_admin(key: IdempotencyKey, admin: Actor) -> IdempotencyKey {
    IdempotencyKey { operation: format!("{} by {}", key.operation, admin.user_id), ..key }
}
