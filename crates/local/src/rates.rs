use async_trait::async_trait;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use xinggen_domain::{
    error::StoreError,
    ports::RateLimiter,
    rate::{Allowance, Rate},
    time::Timestamp,
};

/// Counts in the memory of this process, what happens too often to be written down each time. Each process counts for
/// itself, and begins anew when it starts.
#[derive(Debug, Clone, Default)]
pub struct LocalRates {
    /// When each allowance is full again.
    full: Arc<Mutex<HashMap<String, Timestamp>>>,
}

impl LocalRates {
    fn full(&self) -> MutexGuard<'_, HashMap<String, Timestamp>> {
        self.full.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl RateLimiter for LocalRates {
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance, StoreError> {
        let mut full = self.full();
        let stored = full.get(key).copied();
        let Some(full_at) = rate.taken(stored, now) else {
            return Ok(rate.allowance(stored.unwrap_or(now), false, now));
        };
        match full.get_mut(key) {
            Some(stored) => *stored = full_at,
            None => {
                full.insert(key.to_owned(), full_at);
            }
        }
        Ok(rate.allowance(full_at, true, now))
    }

    async fn give_back(&self, key: &str, rate: Rate, now: Timestamp) -> Result<(), StoreError> {
        let mut full = self.full();
        let Some(stored) = full.get_mut(key) else { return Ok(()) };
        match rate.given_back(*stored, now) {
            Some(full_at) => *stored = full_at,
            None => {
                full.remove(key);
            }
        }
        Ok(())
    }

    async fn forget_full(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut full = self.full();
        let before = full.len();
        full.retain(|_, full_at| *full_at > now);
        Ok((before - full.len()) as u64)
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
    async fn a_minute_is_counted_for_each_key_and_forgotten_when_it_is_over() {
        let (rates, rate) = (LocalRates::default(), Rate::new(2, 30));
        let take =
            async |key: &str, seconds| rates.take(key, rate, at(seconds)).await.expect("counted").retry;
        assert_eq!(
            [take("lin", 0).await, take("lin", 0).await, take("lin", 0).await],
            [None, None, Some(30)]
        );
        assert_eq!(take("chen", 0).await, None, "another key");
        assert_eq!([take("lin", 30).await, take("lin", 30).await], [None, Some(30)]);
        rates.give_back("lin", rate, at(30)).await.expect("given back");
        assert_eq!([take("lin", 30).await, take("lin", 30).await], [None, Some(30)]);
        assert_eq!(rates.forget_full(at(30)).await.expect("forgotten"), 1, "chen's");
        assert_eq!(take("lin", 30).await, Some(30), "not lin's");
    }

    #[tokio::test]
    async fn a_clock_that_was_set_back_leaves_one_and_what_was_given_back_leaves_nothing() {
        let (rates, rate) = (LocalRates::default(), Rate::new(2, 30));
        let take =
            async |key: &str, seconds| rates.take(key, rate, at(seconds)).await.expect("counted").retry;
        for key in ["lin", "lin", "chen"] {
            assert_eq!(take(key, 0).await, None);
        }
        rates.give_back("chen", rate, at(0)).await.expect("given back");
        assert_eq!(rates.full().len(), 1, "chen's is full");
        assert_eq!([take("lin", -300).await, take("lin", -300).await], [None, Some(30)]);
        assert_eq!([take("chen", -1).await, take("chen", -1).await], [None, None]);
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
