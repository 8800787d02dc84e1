use crate::{error::StoreError, time::Timestamp};
use async_trait::async_trait;

/// Erasing the tenant's account: what names somebody goes at once, what they made a little later, and the ledger with
/// its jobs and the audit log stay, of somebody whom nobody knows any more.
#[async_trait]
pub trait Erasure: Send {
    /// Takes from the account whatever says whose it is (addresses, name, password) and lets nobody in any more. What
    /// it has is to be cleared from `clear_at` on.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when there is no account.
    async fn begin(&mut self, clear_at: Timestamp) -> Result<(), StoreError>;

    /// Deletes whatever the account still has: keys, sessions, configurations, events; and the words of its dramas
    /// and jobs, whose bare rows stay for the ledger, vendor and model of own configurations among them. Nothing is to be cleared then. Whoever calls has purged the
    /// dramas and removed the files.
    async fn finish(&mut self) -> Result<(), StoreError>;
}
