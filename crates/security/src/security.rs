use crate::{
    Argon2Passwords, HmacCodes, HmacLinks, JwtTokens, KeySource, Keys, LoadKeysError, XChaChaSecretBox,
    ZxcvbnMeter,
};
use std::{num::NonZeroUsize, thread};

/// What an operator can say about it.
#[derive(Debug, Clone)]
pub struct SecuritySettings {
    /// Who issues access tokens, like the address of the service.
    pub issuer: String,
    /// For whom access tokens are.
    pub audience: String,
    /// How many passwords are hashed at once, each on a thread and with 19 MiB. Half of the cores, and at least one,
    /// when it is not said: a storm of logins leaves the other half to everybody else.
    pub hashes_at_once: Option<NonZeroUsize>,
}

/// Everything that proves who somebody is.
pub struct Security {
    /// Passwords.
    pub passwords: Argon2Passwords,
    /// How hard passwords are to guess.
    pub meter: ZxcvbnMeter,
    /// Tokens.
    pub tokens: JwtTokens,
    /// Codes and marks.
    pub codes: HmacCodes,
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
            passwords: Argon2Passwords::new(settings.hashes_at_once.unwrap_or_else(half_the_cores)),
            // New passwords are rare, and estimating one takes 20 ms at most.
            meter: ZxcvbnMeter::new(NonZeroUsize::MIN),
            tokens: JwtTokens::new(&keys, &settings.issuer, &settings.audience),
            codes: HmacCodes::new(&keys),
            links: HmacLinks::new(&keys),
            secret_box: XChaChaSecretBox::new(&keys),
        })
    }
}

fn half_the_cores() -> NonZeroUsize {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    NonZeroUsize::new(cores / 2).unwrap_or(NonZeroUsize::MIN)
}
