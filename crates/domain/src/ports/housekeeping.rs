use crate::{DramaId, UserId, asset::ObjectKey, error::StoreError, time::Timestamp};
use async_trait::async_trait;

/// Finds lots that are due to expire, for the sweep.
#[async_trait]
pub trait LotExpiry: Send + Sync {
    /// Users with a due lot that still has something remaining, by id, behind `after`.
    async fn owners(
        &self,
        now: Timestamp,
        after: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<UserId>, StoreError>;
}

/// Finds what has had its time, for the sweep.
#[async_trait]
pub trait Housekeeping: Send + Sync {
    /// Dramas that were put into the trash before `before` and still have content, by id, behind `after`.
    async fn trashed(
        &self,
        before: Timestamp,
        after: Option<DramaId>,
        limit: u32,
    ) -> Result<Vec<(UserId, DramaId)>, StoreError>;

    /// Objects that no row refers to any more, by key, behind `after`.
    async fn orphans(&self, after: Option<&ObjectKey>, limit: u32) -> Result<Vec<ObjectKey>, StoreError>;

    /// Forgets orphans whose bytes are gone.
    async fn forget_orphans(&self, keys: &[ObjectKey]) -> Result<(), StoreError>;

    /// Deletes events and remembered requests from before these moments; returns how many rows went.
    async fn forget(&self, events: Timestamp, requests: Timestamp) -> Result<u64, StoreError>;

    /// Users whose accounts were erased and are to be cleared by now, by id, behind `after`.
    async fn to_clear(
        &self,
        now: Timestamp,
        after: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<UserId>, StoreError>;

    /// Deletes quotes that were over before this moment; returns how many.
    async fn forget_quotes(&self, over: Timestamp) -> Result<u64, StoreError>;

    /// Takes the network addresses from entries of the audit logs, the users' and the platform's, that are from before
    /// this moment: of at most `limit` entries of each, the oldest first. Returns of how many. Nothing else of an entry
    /// ever changes.
    async fn forget_addresses(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;

    /// Sees to it that what was deleted does not stay readable in the store's own files. False when a reader was in the
    /// way and some may still be there until a later call.
    async fn shred(&self) -> Result<bool, StoreError>;
}
