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
    /// at once no more are allowed than the rate says. A clock that was set back keeps nobody out for longer than two
    /// steps of the rate ([`Rate::impossible`]).
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance, StoreError>;

    /// Gives back one that was taken. A full allowance is forgotten ([`Rate::given_back`]).
    async fn give_back(&self, key: &str, rate: Rate, now: Timestamp) -> Result<(), StoreError>;

    /// Forgets every allowance that is full again.
    async fn forget_full(&self, now: Timestamp) -> Result<u64, StoreError>;
}
