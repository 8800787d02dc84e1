use crate::{
    BatchId,
    audit::AuditEntry,
    error::StoreError,
    provenance::Digest,
    redemption::{RedemptionBatch, RedemptionCode},
    time::Timestamp,
};
use async_trait::async_trait;

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
