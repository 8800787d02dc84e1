use crate::sealed::{Sealed, SecretLabel};

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
