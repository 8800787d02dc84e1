use crate::{
    error::StoreError,
    rate::{Allowance, Rate},
    time::Timestamp,
};
use async_trait::async_trait;

/// Counts how often something is done, for whoever does it. Keys name what is counted, and for whom; they hold
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

    /// Forgets every allowance that is full again.
    async fn forget_full(&self, now: Timestamp) -> Result<u64, StoreError>;
}
