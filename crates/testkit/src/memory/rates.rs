use super::{MemoryStore, Result};
use async_trait::async_trait;
use std::collections::BTreeMap;
use xinggen_domain::{
    ports::RateLimiter,
    rate::{Allowance, Rate},
    time::Timestamp,
};

#[async_trait]
impl RateLimiter for MemoryStore {
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance> {
        Ok(self.write(|state| take_one(&mut state.rates, key, rate, now)).await)
    }

    async fn give_back(&self, key: &str, rate: Rate, now: Timestamp) -> Result<()> {
        self.write(|state| give_one_back(&mut state.rates, key, rate, now)).await;
        Ok(())
    }

    async fn take_all(&self, keys: &[(String, Rate)], now: Timestamp) -> Result<Option<(usize, Allowance)>> {
        let taken = self.write(|state| {
            let mut rates = state.rates.clone();
            for (at, (key, rate)) in keys.iter().enumerate() {
                let allowance = take_one(&mut rates, key, *rate, now);
                if allowance.retry.is_some() {
                    return Some((at, allowance));
                }
            }
            state.rates = rates;
            None
        });
        Ok(taken.await)
    }

    async fn left(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance> {
        Ok(self.read(|state| rate.left(state.rates.get(key).copied(), now)))
    }

    async fn give_back_all(&self, keys: &[(String, Rate)], now: Timestamp) -> Result<()> {
        let given = self.write(|state| {
            for (key, rate) in keys {
                give_one_back(&mut state.rates, key, *rate, now);
            }
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

fn take_one(rates: &mut BTreeMap<String, Timestamp>, key: &str, rate: Rate, now: Timestamp) -> Allowance {
    let stored = rates.get(key).copied();
    match rate.taken(stored, now) {
        Some(full_at) => {
            rates.insert(key.to_owned(), full_at);
            rate.allowance(full_at, true, now)
        }
        None => rate.allowance(stored.unwrap_or(now), false, now),
    }
}

fn give_one_back(rates: &mut BTreeMap<String, Timestamp>, key: &str, rate: Rate, now: Timestamp) {
    let Some(stored) = rates.get(key).copied() else { return };
    match rate.given_back(stored, now) {
        Some(full_at) => rates.insert(key.to_owned(), full_at),
        None => rates.remove(key),
    };
}
