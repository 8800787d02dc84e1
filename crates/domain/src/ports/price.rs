use crate::{
    audit::AuditEntry,
    error::StoreError,
    pricing::{Price, PriceList},
};
use async_trait::async_trait;

/// The price list.
#[async_trait]
pub trait PriceBook: Send + Sync {
    /// Every row, past and future ones too.
    async fn list(&self) -> Result<PriceList, StoreError>;

    /// Adds rows, leaving out those whose ids are there; those that are there are never changed. What is `noted` goes
    /// into the platform's audit log in the same transaction.
    async fn add(&self, prices: Vec<Price>, noted: Option<AuditEntry>) -> Result<(), StoreError>;
}
