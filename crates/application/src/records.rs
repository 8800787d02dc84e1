//! Who did what: a user's audit log, and the platform's.

use crate::{
    Actor, NotAdmin, Ports,
    noted::{entry, note},
};
use xinggen_domain::{
    AuditId, UserId,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
};

/// Shows what was noted.
#[derive(Clone)]
pub struct Records {
    ports: Ports,
}

/// Why nothing was shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadRecordsError {
    /// For administrators only.
    #[error(transparent)]
    NotAdmin(#[from] NotAdmin),
    /// There is no such user.
    #[error("there is no such user")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Records {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// What was done to the actor's own account, and who failed to sign in to it: entries older than `before` (none:
    /// from the last), newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn own(
        &self,
        actor: Actor,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        Ok(self.of(actor.user_id, before, limit).await?.unwrap_or_default())
    }

    /// The same of any user, for administrators. That somebody looked is noted there.
    ///
    /// # Errors
    /// See [`ReadRecordsError`].
    pub async fn of_user(
        &self,
        actor: Actor,
        user: UserId,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, ReadRecordsError> {
        if !actor.is_admin() {
            return Err(NotAdmin.into());
        }
        let entries = self.of(user, before, limit).await?.ok_or(ReadRecordsError::NotFound)?;
        let act = AuditAct::AuditLogViewed;
        note(&self.ports, user, Some(actor), act, String::new(), String::new()).await?;
        Ok(entries)
    }

    /// What was done to the platform, and everybody who failed to sign in, for administrators.
    ///
    /// # Errors
    /// See [`ReadRecordsError`].
    pub async fn of_platform(
        &self,
        actor: Actor,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, ReadRecordsError> {
        if !actor.is_admin() {
            return Err(NotAdmin.into());
        }
        Ok(self.ports.audit.recent(before, limit).await?)
    }

    /// Notes what an operator did to the platform, at its own machine.
    ///
    /// # Errors
    /// The database failed.
    pub async fn operated(&self, act: AuditAct, subject: &str) -> Result<(), StoreError> {
        let noted = entry(&self.ports, None, act, subject.to_owned(), String::new());
        self.ports.audit.add(noted, None).await
    }

    async fn of(
        &self,
        user: UserId,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Option<Vec<AuditEntry>>, StoreError> {
        let mut tx = self.ports.store.begin_read(user).await?;
        let Some(known) = tx.profile().get().await? else { return Ok(None) };
        let mut entries = tx.audit().recent(before, limit).await?;
        drop(tx);
        let marks: Vec<_> =
            known.identities().iter().map(|identity| self.ports.codes.mark(identity)).collect();
        let failed = self.ports.audit.about(&marks, before, limit).await?;
        // Whoever had the address or the number before is nobody this account should learn of. What is left out is
        // older than all that stays, so pages lack nothing.
        entries.extend(failed.into_iter().filter(|entry| entry.created_at >= known.created_at));
        // Ids sort by the time of making.
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.id));
        entries.truncate(limit as usize);
        Ok(Some(entries))
    }
}
