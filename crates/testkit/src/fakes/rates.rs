use async_trait::async_trait;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use xinggen_domain::{
    error::StoreError,
    ports::RateLimiter,
    rate::{Allowance, Allowances, Rate},
    time::Timestamp,
};

/// Counts in memory, as each server counts requests for itself. Clones count together.
#[derive(Debug, Clone, Default)]
pub struct FakeRates(Arc<Mutex<Allowances>>);

impl FakeRates {
    fn all(&self) -> MutexGuard<'_, Allowances> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl RateLimiter for FakeRates {
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance, StoreError> {
        Ok(self.all().take(key, rate, now))
    }

    async fn left(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance, StoreError> {
        Ok(self.all().left(key, rate, now))
    }

    async fn give_back(&self, key: &str, rate: Rate, now: Timestamp) -> Result<(), StoreError> {
        self.all().give_back(key, rate, now);
        Ok(())
    }

    async fn forget_full(&self, now: Timestamp) -> Result<u64, StoreError> {
        Ok(self.all().forget_full(now) as u64)
    }
}
