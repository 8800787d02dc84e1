use super::Accounts;
use xinggen_domain::{
    ports::PasswordMeter,
    user::{PASSWORD_CHARACTERS, PASSWORD_SCORE},
};

/// What is wrong with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Too short or too long.
    #[error(
        "a password has {min} to {max} characters",
        min = PASSWORD_CHARACTERS.start(),
        max = PASSWORD_CHARACTERS.end()
    )]
    Length,
    /// It is the e-mail or the phone number.
    #[error("the password must not be the e-mail or the phone number")]
    IsIdentity,
    /// It is common, or made of what everybody tries first.
    #[error(
        "this password is easy to guess: take a longer one, or several words that do not belong together"
    )]
    Weak,
}

impl Accounts {
    /// Whether a password will do for somebody who is called like this.
    pub(super) fn check_password(&self, password: &str, about: &[&str]) -> Result<(), PasswordFault> {
        check_password(&*self.ports.meter, password, about)
    }
}

pub(crate) fn check_password(
    meter: &dyn PasswordMeter,
    password: &str,
    about: &[&str],
) -> Result<(), PasswordFault> {
    if !PASSWORD_CHARACTERS.contains(&password.chars().count()) {
        return Err(PasswordFault::Length);
    }
    let plain = password.trim().to_lowercase();
    if about.iter().any(|name| name.to_lowercase() == plain) {
        return Err(PasswordFault::IsIdentity);
    }
    // The parts of an address are guessed before the whole.
    let parts: Vec<&str> = about.iter().flat_map(|name| name.split(['@', '+'])).collect();
    let about: Vec<&str> = about.iter().copied().chain(parts).collect();
    if meter.score(password, &about) < PASSWORD_SCORE {
        return Err(PasswordFault::Weak);
    }
    Ok(())
}
