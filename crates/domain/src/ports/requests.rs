use crate::{
    error::StoreError,
    idempotency::{DoneRequest, IdempotencyKey},
};
use async_trait::async_trait;

type Result<T> = std::result::Result<T, StoreError>;

/// Costly requests that were done, so that they are not done again.
#[async_trait]
pub trait DoneRequests: Send {
    /// What was done under this key for this operation, whatever the request was.
    async fn find(&mut self, key: &IdempotencyKey) -> Result<Option<DoneRequest>>;
    /// Remembers a request. False, and nothing is written, when its key is taken for its operation.
    async fn add(&mut self, request: DoneRequest) -> Result<bool>;
    /// Forgets what was done under this key for this operation, if anything was.
    async fn forget(&mut self, key: &IdempotencyKey) -> Result<()>;
}
