use async_trait::async_trait;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use xinggen_domain::{
    error::StoreError,
    ports::RateLimiter,
    rate::{Allowance, Allowances, Rate},
    time::Timestamp,
};

/// Counts in the memory of this process, what happens too often to be written down each time. Each process counts for
/// itself, from nothing when it starts.
#[derive(Debug, Clone, Default)]
pub struct LocalRates {
    all: Arc<Mutex<Allowances>>,
}

impl LocalRates {
    fn all(&self) -> MutexGuard<'_, Allowances> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl RateLimiter for LocalRates {
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

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::task::JoinSet;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_timestamp(1_800_000_000 + seconds, 0).expect("a time")
    }

    #[tokio::test]
    async fn clones_count_together() {
        let (rates, rate) = (LocalRates::default(), Rate::new(2, 30));
        let clone = rates.clone();
        for remaining in [1, 0] {
            assert_eq!(rates.take("lin", rate, at(0)).await.expect("counted").remaining, remaining);
            assert_eq!(clone.left("lin", rate, at(0)).await.expect("read").remaining, remaining);
        }
        clone.give_back("lin", rate, at(0)).await.expect("given back");
        assert_eq!(rates.left("lin", rate, at(0)).await.expect("read").remaining, 1);
        assert_eq!(clone.forget_full(at(30)).await.expect("forgotten"), 1);
    }

    #[tokio::test]
    async fn a_first_request_is_not_refused_because_the_clock_was_set_back() {
        let (rates, rate) = (LocalRates::default(), Rate::new(6, 10));
        for (back, remaining) in [(0, 5), (65, 4), (300, 3), (86_400, 2)] {
            let taken = rates.take("lin", rate, at(-back)).await.expect("counted");
            assert_eq!((taken.retry, taken.remaining), (None, remaining), "{back} s back");
        }
    }

    #[tokio::test]
    async fn of_many_at_once_no_more_get_through_than_the_rate_says() {
        let rates = LocalRates::default();
        let rivals: JoinSet<_> = (0..64)
            .map(|_| {
                let rates = rates.clone();
                async move { rates.take("lin", Rate::new(7, 60), at(0)).await.expect("counted") }
            })
            .collect();
        let allowed = rivals.join_all().await.into_iter().filter(|allowance| allowance.retry.is_none());
        assert_eq!(allowed.count(), 7);
    }
}
