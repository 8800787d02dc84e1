use super::throttled::{Throttled, from_take_error};
use crate::ProveError;
use xinggen_domain::{error::StoreError, ports::HashingBusy};

/// Why a user was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// There is no such account, or the password is another. Which of the two is not told, not even by the time
    /// that the answer takes.
    #[error("wrong e-mail, phone number or password")]
    WrongCredentials,
    /// The code is wrong, used or over, or there is no such account.
    #[error("wrong code")]
    WrongCode,
    /// The password or the code is right, and a code of the second factor is needed besides.
    #[error("a code of the second factor is needed")]
    SecondFactorNeeded,
    /// The password or the code is right, and that of the second factor is not.
    #[error(transparent)]
    SecondFactor(#[from] ProveError),
    /// The password or the code is right, and the account is shut out.
    #[error("the account is disabled")]
    Disabled,
    /// Too many failed logins.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// Too many people sign in just now.
    #[error(transparent)]
    Busy(#[from] HashingBusy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_take_error!(LoginError);
