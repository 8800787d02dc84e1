use crate::{AuditId, audit::AuditEntry, error::StoreError, provenance::Digest};
use async_trait::async_trait;

/// The tenant's audit log: append-only.
#[async_trait]
pub trait AuditLog: Send {
    /// Appends an entry.
    async fn add(&mut self, entry: AuditEntry) -> Result<(), StoreError>;

    /// Appends a failed sign-in to this account to the platform's audit log, with the mark of the identity that was used:
    /// where [`PlatformAuditLog`] keeps all failed sign-ins.
    ///
    /// # Errors
    /// [`StoreError::Backend`] for an entry about anything else, or with an actor.
    async fn add_failed_sign_in(&mut self, entry: AuditEntry, mark: Option<Digest>)
    -> Result<(), StoreError>;

    /// Entries older than the one with this id (none: from the last), newest first, at most `limit`.
    async fn recent(&mut self, before: Option<AuditId>, limit: u32) -> Result<Vec<AuditEntry>, StoreError>;
}

/// What was done to the platform, and what was tried by people of whom it is not known who they are: append-only.
///
/// What was tried under an identity is kept with its mark, whether or not there is an account of that identity, so
/// that the time it takes tells nothing.
#[async_trait]
pub trait PlatformAuditLog: Send + Sync {
    /// Appends an entry, about the identity with this mark if it is about one.
    async fn add(&self, entry: AuditEntry, mark: Option<Digest>) -> Result<(), StoreError>;

    /// Entries older than the one with this id (none: from the last), newest first, at most `limit`.
    async fn recent(&self, before: Option<AuditId>, limit: u32) -> Result<Vec<AuditEntry>, StoreError>;

    /// The same, about the identities with these marks.
    async fn about(
        &self,
        marks: &[Digest],
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError>;
}
