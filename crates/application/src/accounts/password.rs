use super::Accounts;
use xinggen_domain::{
    limits::Problem,
    ports::HashingBusy,
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

impl PasswordFault {
    /// The same as the problem of a field that holds this password.
    #[must_use]
    pub fn problem(self, password: &str) -> Problem {
        let bound = |bound: &usize| u32::try_from(*bound).unwrap_or(u32::MAX);
        match self {
            Self::Length => Problem::Length {
                least: bound(PASSWORD_CHARACTERS.start()),
                most: bound(PASSWORD_CHARACTERS.end()),
                found: bound(&password.chars().count()),
            },
            Self::IsIdentity => Problem::IsIdentity,
            Self::Weak => Problem::Weak,
        }
    }
}

impl Accounts {
    /// Whether a password will do for a user of this name.
    ///
    /// # Errors
    /// Too many passwords are being estimated.
    pub(super) async fn check_password(
        &self,
        password: &str,
        about: &[&str],
    ) -> Result<Result<(), PasswordFault>, HashingBusy> {
        if !PASSWORD_CHARACTERS.contains(&password.chars().count()) {
            return Ok(Err(PasswordFault::Length));
        }
        let plain = password.trim().to_lowercase();
        if about.iter().any(|name| name.to_lowercase() == plain) {
            return Ok(Err(PasswordFault::IsIdentity));
        }
        // The parts of an address are guessed before the whole.
        let parts: Vec<&str> = about.iter().flat_map(|name| name.split(['@', '+'])).collect();
        let about: Vec<&str> = about.iter().copied().chain(parts).collect();
        let weak = self.ports.meter.score(password, &about).await? < PASSWORD_SCORE;
        Ok(if weak { Err(PasswordFault::Weak) } else { Ok(()) })
    }
}
