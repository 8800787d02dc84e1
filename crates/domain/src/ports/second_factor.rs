use crate::{
    UserId,
    error::StoreError,
    sealed::{Sealed, SecretLabel},
    second_factor::SecondFactor,
};
use async_trait::async_trait;

/// The tenant's second factor.
#[async_trait]
pub trait SecondFactors: Send {
    /// The second factor, in force or not.
    async fn get(&mut self) -> Result<Option<SecondFactor>, StoreError>;

    /// The second factor, in force or not, locked until the transaction ends: others that lock it wait, and then see
    /// what was written. So a code is used once.
    async fn lock(&mut self) -> Result<Option<SecondFactor>, StoreError>;

    /// Adds a second factor of the tenant, in the place of one that is not in force. False, and nothing is written,
    /// when one is in force.
    ///
    /// # Errors
    /// [`StoreError::Backend`] when it is another user's.
    async fn put(&mut self, factor: SecondFactor) -> Result<bool, StoreError>;

    /// Writes a second factor whose version is the stored one, and counts that up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the tenant has none of this version.
    async fn save(&mut self, factor: SecondFactor) -> Result<(), StoreError>;

    /// Removes the second factor and all proofs. Returns whether there was one.
    async fn remove(&mut self) -> Result<bool, StoreError>;
}

/// The second factors of all users, for sealing their secrets with a new key.
#[async_trait]
pub trait AllSecondFactors: Send + Sync {
    /// Second factors with a user id greater than `after` (none: from the first), in order of user id, at most `limit`.
    async fn page(&self, after: Option<UserId>, limit: u32) -> Result<Vec<SecondFactor>, StoreError>;
}

/// Computes the codes that an app shows.
pub trait OneTimeCodes: Send + Sync {
    /// The code of a step: six digits, by RFC 6238 with SHA-1, which is what all apps know.
    fn code(&self, secret: &[u8], step: i64) -> String;
}

/// Why a secret was not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenSecretError {
    /// The key that it was sealed with is not there.
    #[error("the key {0} is not there")]
    UnknownKey(String),
    /// It is not what was sealed for this label: changed, cut off, or somebody else's.
    #[error("the sealed secret is broken")]
    Broken,
}

/// Seals secrets that are stored, with keys that are stored elsewhere.
pub trait SecretBox: Send + Sync {
    /// The secret, sealed with the newest key. No two sealings are alike.
    fn seal(&self, label: SecretLabel, secret: &[u8]) -> Sealed;

    /// The secret that was sealed for this label.
    ///
    /// # Errors
    /// See [`OpenSecretError`].
    fn open(&self, label: SecretLabel, sealed: &Sealed) -> Result<Vec<u8>, OpenSecretError>;

    /// Whether it is sealed with the newest key.
    fn is_current(&self, sealed: &Sealed) -> bool;
}
