use crate::{
    SessionId, UserId,
    error::StoreError,
    sealed::{Sealed, SecretLabel},
    second_factor::SecondFactor,
    time::Timestamp,
};
use async_trait::async_trait;

/// Second factors, and the proofs that were given by them.
#[async_trait]
pub trait SecondFactors: Send + Sync {
    /// A user's second factor, in force or not.
    async fn get(&self, user: UserId) -> Result<Option<SecondFactor>, StoreError>;

    /// Adds a second factor, in the place of one that is not in force. False, and nothing is written, when one is in
    /// force.
    async fn put(&self, factor: SecondFactor) -> Result<bool, StoreError>;

    /// Writes a second factor if its version is the stored one, and counts that up. False, and nothing is written,
    /// when somebody else changed it meanwhile.
    async fn save(&self, factor: SecondFactor) -> Result<bool, StoreError>;

    /// Removes a user's second factor and all proofs; removing one that is not there changes nothing.
    async fn remove(&self, user: UserId) -> Result<(), StoreError>;

    /// Second factors by their users' ids, behind this one, at most so many: for whoever seals them anew.
    async fn page(&self, after: Option<UserId>, limit: u32) -> Result<Vec<SecondFactor>, StoreError>;

    /// Notes that a session of a user has proved who it is, in the place of a proof before.
    async fn prove(&self, user: UserId, session: SessionId, now: Timestamp) -> Result<(), StoreError>;

    /// When a session of a user last proved who it is.
    async fn proved_at(&self, user: UserId, session: SessionId) -> Result<Option<Timestamp>, StoreError>;
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
