use getrandom::{
    SysRng,
    rand_core::{Rng, UnwrapErr},
};
use xinggen_domain::ports::SecretSource;

/// 32 random bytes from the operating system. Should it have none to give, this panics: to go on with bytes that
/// can be guessed would be worse.
pub(crate) fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    UnwrapErr(SysRng).fill_bytes(&mut bytes);
    bytes
}

/// Secrets from the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomSecrets;

impl SecretSource for RandomSecrets {
    fn secret(&self) -> [u8; 32] {
        random()
    }
}
