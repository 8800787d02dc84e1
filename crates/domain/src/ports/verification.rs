use crate::{
    error::StoreError,
    identity::Identity,
    provenance::Digest,
    rate::{Allowance, Rate},
    time::Timestamp,
    verification::{CodePurpose, PendingCode},
};
use async_trait::async_trait;

/// Codes that were given out and not used yet.
#[async_trait]
pub trait VerificationCodes: Send + Sync {
    /// Keeps a code until it is used or over. Forgets those that were over when it was made.
    async fn add(&self, code: PendingCode) -> Result<(), StoreError>;

    /// Tries a code: whether the one of this request has this seal. A try is counted before it is compared, so that
    /// no number of tries at once is more than [`CODE_TRIES`](crate::verification::CODE_TRIES). The right one is
    /// taken, once; after too many tries or too much time no one is right.
    async fn take(&self, request: Digest, seal: Digest, now: Timestamp) -> Result<bool, StoreError>;

    /// Tries a code in the same way, and leaves it to be taken: for whoever has more to ask for first.
    async fn holds(&self, request: Digest, seal: Digest, now: Timestamp) -> Result<bool, StoreError>;
}

/// Makes codes, and the keyed digests that stand for codes and identities where they are stored.
pub trait CodeIssuer: Send + Sync {
    /// Six digits, every one of the million as likely as any other, and not to be foreseen.
    fn new_code(&self) -> String;

    /// What binds digits to the request that asked for them, to their purpose and to an identity.
    fn seal(&self, request: Digest, purpose: CodePurpose, identity: &Identity, code: &str) -> Digest;

    /// What stands for an identity where the identity itself must not be kept. Always the same for the same one.
    fn mark(&self, identity: &Identity) -> Digest;
}

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
