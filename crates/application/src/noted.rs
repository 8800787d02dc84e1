//! What stands in the audit log because somebody did it.

use crate::{Actor, Ports};
use xinggen_domain::{
    UserId,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
};

/// Notes, in a transaction of its own, what was done to this account or is about to be; the actor stands behind it, the
/// clock where there is none.
pub(crate) async fn note(
    ports: &Ports,
    account: UserId,
    by: Option<Actor>,
    act: AuditAct,
    subject: String,
    reason: String,
) -> Result<(), StoreError> {
    let mut tx = ports.store.begin(account).await?;
    tx.audit().add(entry(ports, by, act, subject, reason)).await?;
    tx.commit().await
}

/// What is noted in the transaction that does it.
pub(crate) fn entry(
    ports: &Ports,
    by: Option<Actor>,
    act: AuditAct,
    subject: String,
    reason: String,
) -> AuditEntry {
    AuditEntry {
        id: ports.ids.id(),
        act,
        actor_id: by.map(|actor| actor.user_id),
        subject,
        reason,
        address: by.and_then(|actor| actor.address),
        created_at: ports.clock.now(),
    }
}
