use crate::user::PasswordHash;
use async_trait::async_trait;

/// Too many passwords are waiting to be hashed or estimated; in a moment there will be room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are waiting to be checked")]
pub struct HashingBusy;

/// Hashes passwords, off the threads that serve others, and only so many at once. So many more may wait; the rest is
/// refused at once, so that a storm of logins neither fills the memory nor makes anybody wait for long.
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// The hash of a password, with a new salt.
    async fn hash(&self, password: &str) -> Result<PasswordHash, HashingBusy>;

    /// Whether this is the password. Without a hash the answer is no, and takes as long.
    async fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<bool, HashingBusy>;

    /// Whether a hash was made as new ones are made; one that was not should be made again when its password is known.
    fn is_current(&self, hash: &PasswordHash) -> bool;
}

/// Says how hard a password is to guess: off the threads that serve others, and only so many at once, like a
/// [`PasswordHasher`], because callers need not be signed in.
#[async_trait]
pub trait PasswordMeter: Send + Sync {
    /// From 0, guessed at once, to 4. What the user is called makes a password easier to guess.
    async fn score(&self, password: &str, about: &[&str]) -> Result<u8, HashingBusy>;
}
