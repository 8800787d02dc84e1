//! What stands in the audit log because somebody did it, in a transaction of its own: what is noted is done already, or
//! is about to be.

use crate::{Actor, Ports};
use xinggen_domain::{
    UserId,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
};

/// Notes what was done to this account; the actor stands behind it, the clock where there is none.
pub(crate) async fn note(
    ports: &Ports,
    account: UserId,
    by: Option<Actor>,
    act: AuditAct,
    subject: String,
    reason: String,
) -> Result<(), StoreError> {
    let entry = AuditEntry {
        id: ports.ids.id(),
        act,
        actor_id: by.map(|actor| actor.user_id),
        subject,
        reason,
        created_at: ports.clock.now(),
    };
    let mut tx = ports.store.begin(account).await?;
    tx.audit().add(entry).await?;
    tx.commit().await
}
