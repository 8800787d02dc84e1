//! Codes that prove that somebody receives what is sent to an address or a number.
//!
//! A code is six digits, so what protects it is not its length: it holds for [`CODE_MINUTES`], it is used once, it
//! may be tried [`CODE_TRIES`] times, and only together with the random id that was answered to the request that
//! asked for it. What is stored is a digest under a key, over request, purpose, identity and digits: a code for one
//! thing is a code for nothing else, and whoever reads the table learns neither codes nor addresses.

use crate::{code::coded, provenance::Digest, time::Timestamp};
use chrono::Duration;

/// For how many minutes a code holds.
pub const CODE_MINUTES: i64 = 10;
/// How often a code may be tried.
pub const CODE_TRIES: u32 = 10;

coded! {
    /// What a code is for.
    pub enum CodePurpose {
        /// To open an account.
        Register = "register",
        /// To sign in.
        Login = "login",
        /// To set a new password for a forgotten one.
        Reset = "reset",
        /// To add the address or number to an account.
        Bind = "bind",
        /// To prove once more that it is still the account's owner.
        Confirm = "confirm",
    }
}

/// A code that was given out and not used yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PendingCode {
    /// The digest of the random id of the request that asked for it.
    pub request: Digest,
    /// The keyed digest of all that it is bound to.
    pub seal: Digest,
    /// How often it was tried.
    pub tries: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is over.
    pub until: Timestamp,
}

impl PendingCode {
    /// A code that was never tried.
    #[must_use]
    pub fn new(request: Digest, seal: Digest, now: Timestamp) -> Self {
        Self { request, seal, tries: 0, created_at: now, until: now + Duration::minutes(CODE_MINUTES) }
    }
}
