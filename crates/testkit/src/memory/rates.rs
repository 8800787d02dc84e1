use super::{MemoryStore, Result};
use async_trait::async_trait;
use xinggen_domain::{
    ports::RateLimiter,
    rate::{Allowance, Rate},
    time::Timestamp,
};

#[async_trait]
impl RateLimiter for MemoryStore {
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance> {
        let taken = self.write(|state| {
            let stored = state.rates.get(key).copied();
            match rate.taken(stored, now) {
                Some(full_at) => {
                    state.rates.insert(key.to_owned(), full_at);
                    rate.allowance(full_at, true, now)
                }
                None => rate.allowance(stored.unwrap_or(now), false, now),
            }
        });
        Ok(taken.await)
    }

    async fn left(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance> {
        Ok(self.read(|state| rate.left(state.rates.get(key).copied(), now)))
    }

    async fn give_back(&self, key: &str, rate: Rate, now: Timestamp) -> Result<()> {
        let given = self.write(|state| {
            let Some(stored) = state.rates.get(key).copied() else { return };
            match rate.given_back(stored, now) {
                Some(full_at) => state.rates.insert(key.to_owned(), full_at),
                None => state.rates.remove(key),
            };
        });
        given.await;
        Ok(())
    }

    async fn forget_full(&self, now: Timestamp) -> Result<u64> {
        let forgotten = self.write(|state| {
            let before = state.rates.len();
            state.rates.retain(|_, full_at| *full_at > now);
            (before - state.rates.len()) as u64
        });
        Ok(forgotten.await)
    }
}
