use crate::{
    UserId,
    error::StoreError,
    pricing::{Price, PriceList},
    time::Timestamp,
    user::User,
};
use async_trait::async_trait;

/// Finds accounts before it is known whose they are.
#[async_trait]
pub trait AccountDirectory: Send + Sync {
    /// The user with this e-mail (lower case).
    async fn find_by_email(&self, email: &str) -> Result<Option<User>, StoreError>;

    /// Adds a user with an empty account.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when e-mail or phone is taken.
    async fn add(&self, user: User) -> Result<(), StoreError>;
}

/// The price list.
#[async_trait]
pub trait PriceBook: Send + Sync {
    /// Every row, past and future ones too.
    async fn list(&self) -> Result<PriceList, StoreError>;

    /// Adds rows; those that are there are never changed.
    async fn add(&self, prices: Vec<Price>) -> Result<(), StoreError>;
}

/// Finds lots that are due to expire, for the sweep.
#[async_trait]
pub trait LotExpiry: Send + Sync {
    /// Users with a due lot that still has something remaining.
    async fn owners(&self, now: Timestamp, limit: u32) -> Result<Vec<UserId>, StoreError>;
}

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
