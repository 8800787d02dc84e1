use super::Page;
use crate::{ApiKeyId, UserId, api_key::ApiKey, error::StoreError, time::Timestamp};
use async_trait::async_trait;

/// Keys of programs, found by their id before it is known whose they are.
#[async_trait]
pub trait ApiKeys: Send + Sync {
    /// Adds a key if fewer than `most` of its owner's are live. False, and nothing is written, otherwise; also when
    /// many are added at once.
    async fn add(&self, key: ApiKey, now: Timestamp, most: usize) -> Result<bool, StoreError>;

    /// A key, whether or not it is live.
    async fn get(&self, id: ApiKeyId) -> Result<Option<ApiKey>, StoreError>;

    /// A user's keys that are not revoked, newest first.
    async fn list(&self, user: UserId, page: Page<ApiKeyId>) -> Result<Vec<ApiKey>, StoreError>;

    /// Revokes a key of a user. False when the user has none of this id that is not revoked.
    async fn revoke(&self, user: UserId, id: ApiKeyId, now: Timestamp) -> Result<bool, StoreError>;

    /// Writes down that a key was used, unless a later use is written already.
    async fn used(&self, id: ApiKeyId, now: Timestamp) -> Result<(), StoreError>;
}
