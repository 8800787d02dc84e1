use crate::{
    AuditId, BatchId,
    audit::AuditEntry,
    error::StoreError,
    provenance::Digest,
    redemption::{RedemptionBatch, RedemptionCode},
    time::Timestamp,
};
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
/// What somebody tried under an identity is kept with its mark, whether or not there is an account of that identity, so
/// that nobody learns from the time it takes.
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

/// Redemption codes, as a tenant who has the text of one sees them.
#[async_trait]
pub trait Redemptions: Send {
    /// The code with this digest and its batch.
    async fn find(&mut self, code: Digest) -> Result<Option<(RedemptionCode, RedemptionBatch)>, StoreError>;

    /// Takes a code for the tenant: false, and nothing is written, when it was redeemed meanwhile.
    async fn take(&mut self, code: Digest, now: Timestamp) -> Result<bool, StoreError>;
}

/// Batches of redemption codes, as admins see them.
#[async_trait]
pub trait RedemptionBatches: Send + Sync {
    /// Adds a batch with the digests of its codes, and what is `noted` of it to the platform's audit log, all or nothing.
    async fn add(
        &self,
        batch: RedemptionBatch,
        codes: Vec<Digest>,
        noted: Option<AuditEntry>,
    ) -> Result<(), StoreError>;

    /// Batches older than the one with this id (none: from the last), newest first, at most `limit`; each with how
    /// many of its codes were redeemed.
    async fn recent(
        &self,
        before: Option<BatchId>,
        limit: u32,
    ) -> Result<Vec<(RedemptionBatch, u32)>, StoreError>;

    /// Revokes a batch; one that is revoked stays as it is, and only what revokes it is `noted`, in the same transaction.
    /// Returns the batch; none when it is not there.
    async fn revoke(
        &self,
        id: BatchId,
        now: Timestamp,
        noted: Option<AuditEntry>,
    ) -> Result<Option<RedemptionBatch>, StoreError>;
}
