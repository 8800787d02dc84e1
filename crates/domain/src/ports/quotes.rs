use crate::{QuoteId, error::StoreError, quote::Quote};
use async_trait::async_trait;

/// Quotes, as long as they are kept.
#[async_trait]
pub trait Quotes: Send {
    /// Adds a quote. It goes with its episode.
    async fn add(&mut self, quote: Quote) -> Result<(), StoreError>;
    /// A quote, also one that is over.
    async fn get(&mut self, id: QuoteId) -> Result<Option<Quote>, StoreError>;
}
