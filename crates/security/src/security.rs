use crate::{Argon2Passwords, HmacLinks, JwtTokens, KeySource, Keys, LoadKeysError, XChaChaSecretBox};
use std::{num::NonZeroUsize, thread};

/// What an operator can say about it.
#[derive(Debug, Clone)]
pub struct SecuritySettings {
    /// Who issues access tokens, like the address of the service.
    pub issuer: String,
    /// For whom access tokens are.
    pub audience: String,
    /// How many passwords are hashed at once; each takes a thread and 19 MiB. The number of cores, and at least
    /// two, when it is not said.
    pub hashes_at_once: Option<NonZeroUsize>,
}

/// Everything that proves who somebody is.
pub struct Security {
    /// Passwords.
    pub passwords: Argon2Passwords,
    /// Tokens.
    pub tokens: JwtTokens,
    /// Links.
    pub links: HmacLinks,
    /// Stored secrets.
    pub secret_box: XChaChaSecretBox,
}

impl Security {
    /// Reads or makes the secrets and sets everything up.
    ///
    /// # Errors
    /// There are no keys, and why.
    pub fn open(source: &KeySource, settings: &SecuritySettings) -> Result<Self, LoadKeysError> {
        let keys = Keys::load(source)?;
        Ok(Self {
            passwords: Argon2Passwords::new(settings.hashes_at_once.unwrap_or_else(cores)),
            tokens: JwtTokens::new(&keys, &settings.issuer, &settings.audience),
            links: HmacLinks::new(&keys),
            secret_box: XChaChaSecretBox::new(&keys),
        })
    }
}

/// The cores, and at least two: one slow password does not make everyone wait.
fn cores() -> NonZeroUsize {
    const TWO: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);
    thread::available_parallelism().unwrap_or(TWO).max(TWO)
}
