use crate::error::StoreError;
use async_trait::async_trait;

/// A broken invariant of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Which invariant, in words.
    pub invariant: String,
    /// The user, lot, hold or job that breaks it.
    pub subject: String,
}

/// Checks the ledger over all tenants.
#[async_trait]
pub trait LedgerAudit: Send + Sync {
    /// Every violation of every invariant; none is the only good answer.
    async fn check(&self) -> Result<Vec<Violation>, StoreError>;
}
