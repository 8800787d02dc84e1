use crate::{
    Credits,
    error::StoreError,
    spending::{SpendingBy, SpendingFilter, SpendingTotal},
};
use async_trait::async_trait;

/// What the tenant spent on what.
#[async_trait]
pub trait SpendingBooks: Send {
    /// Spending added up, in the order of what it was for, the rest last. What nothing was spent on is left out.
    async fn totals(
        &mut self,
        by: SpendingBy,
        filter: SpendingFilter,
    ) -> Result<Vec<SpendingTotal>, StoreError>;

    /// Sets the daily cap of the account that this transaction has locked, or takes it away. What was loaded before
    /// keeps the old one.
    async fn set_daily_cap(&mut self, cap: Option<Credits>) -> Result<(), StoreError>;
}
