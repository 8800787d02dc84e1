use crate::{
    error::StoreError,
    rate::{Allowance, Rate},
    time::Timestamp,
};
use async_trait::async_trait;

/// Counts how often something is done. Keys name what is counted, and for whom; they hold
/// digests in the place of addresses.
#[async_trait]
pub trait RateLimiter: Send + Sync {
    /// Takes one, unless that is too much: then nothing is taken, and the answer says when to come again. Of many
    /// at once no more are allowed than the rate says. What a clock that was set back, and clocks that differ, may do
    /// is told with [`Rate`](crate::rate).
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance, StoreError>;

    /// What is left, without taking any; `retry` is there when the next one would be refused. It tells of every take
    /// that was answered before.
    async fn left(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance, StoreError>;

    /// Gives back one that was taken. A full allowance is forgotten ([`Rate::given_back`]).
    async fn give_back(&self, key: &str, rate: Rate, now: Timestamp) -> Result<(), StoreError>;

    /// Takes one of each of several allowances, or, when one of them is too much, none: then the answer is the place of
    /// that one in `keys`, and when to come again. `keys` are in an order that all callers keep.
    ///
    /// A limiter that stores nothing beyond its process may leave this as it is: one after the other.
    async fn take_all(
        &self,
        keys: &[(String, Rate)],
        now: Timestamp,
    ) -> Result<Option<(usize, Allowance)>, StoreError> {
        for (at, (key, rate)) in keys.iter().enumerate() {
            let allowance = self.take(key, *rate, now).await?;
            if allowance.retry.is_some() {
                self.give_back_all(&keys[..at], now).await?;
                return Ok(Some((at, allowance)));
            }
        }
        Ok(None)
    }

    /// Gives back one of each that [`take_all`](Self::take_all) took.
    async fn give_back_all(&self, keys: &[(String, Rate)], now: Timestamp) -> Result<(), StoreError> {
        for (key, rate) in keys {
            self.give_back(key, *rate, now).await?;
        }
        Ok(())
    }

    /// Forgets every allowance that is full again.
    async fn forget_full(&self, now: Timestamp) -> Result<u64, StoreError>;
}
