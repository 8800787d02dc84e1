//! A second factor: one-time codes from an app (RFC 6238), and recovery codes for when the app is lost.
//!
//! A code of the step before, the present one and the next one is accepted, each step once. After [`ATTEMPTS`] wrong
//! ones in a row there is a pause of [`PAUSE_MINUTES`] before each further try. A proof counts for [`PROOF_MINUTES`]
//! in the session that gave it.

mod base32;

pub use base32::base32;

use crate::{Id, UserId, provenance::Digest, sealed::Sealed, time::Timestamp};
use chrono::Duration;

/// How long a code is the present one, in seconds.
pub const STEP_SECONDS: i64 = 30;
/// How many bytes the secret of the codes has.
pub const SECRET_BYTES: usize = 20;
/// For how many minutes a proof counts.
pub const PROOF_MINUTES: i64 = 10;
/// So many wrong codes in a row, and there is a pause.
pub const ATTEMPTS: u32 = 5;
/// How long the pause is, in minutes.
pub const PAUSE_MINUTES: i64 = 15;
/// How many recovery codes there are; each is used once.
pub const RECOVERY_CODES: usize = 10;

/// A user's second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// Whose it is.
    pub user_id: UserId,
    /// The secret of the codes.
    pub secret: Sealed,
    /// When the first code was shown; until then it is not in force.
    pub confirmed_at: Option<Timestamp>,
    /// The step of the last code that was accepted; it and those before are used. 0 for none.
    pub last_step: i64,
    /// The digests of the recovery codes that are left.
    pub recovery: Vec<Digest>,
    /// How many wrong codes were shown in a row.
    pub failures: u32,
    /// When the last wrong one was.
    pub failed_at: Option<Timestamp>,
    /// Counted up at each change.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What a shown code means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownCode {
    /// It proves who shows it; how the factor is afterwards.
    Right(SecondFactor),
    /// It does not, or it was used before; how the factor is afterwards.
    Wrong(SecondFactor),
    /// Nothing is looked at before this time.
    Paused(Timestamp),
}

impl SecondFactor {
    /// A new one, not in force yet.
    #[must_use]
    pub fn new(user_id: UserId, secret: Sealed, now: Timestamp) -> Self {
        Self {
            user_id,
            secret,
            confirmed_at: None,
            last_step: 0,
            recovery: vec![],
            failures: 0,
            failed_at: None,
            version: 1,
            created_at: now,
        }
    }

    /// What this text means; `code_of` gives the code of a step.
    #[must_use]
    pub fn shown(&self, text: &str, now: Timestamp, code_of: impl Fn(i64) -> String) -> ShownCode {
        if let Some(end) = self.pause_ends().filter(|end| now < *end) {
            return ShownCode::Paused(end);
        }
        let right = Self { failures: 0, failed_at: None, ..self.clone() };
        let present = now.timestamp() / STEP_SECONDS;
        let text = text.trim();
        let step = (present - 1..=present + 1).find(|step| *step > self.last_step && code_of(*step) == text);
        if let Some(last_step) = step {
            return ShownCode::Right(Self { last_step, ..right });
        }
        let digest = recovery_digest(self.user_id, text);
        if self.recovery.contains(&digest) {
            let recovery = self.recovery.iter().copied().filter(|left| *left != digest).collect();
            return ShownCode::Right(Self { recovery, ..right });
        }
        ShownCode::Wrong(Self {
            failures: self.failures.saturating_add(1),
            failed_at: Some(now),
            ..self.clone()
        })
    }

    fn pause_ends(&self) -> Option<Timestamp> {
        let failed_at = self.failed_at.filter(|_| self.failures >= ATTEMPTS)?;
        Some(failed_at + Duration::minutes(PAUSE_MINUTES))
    }
}

/// Whether a proof that was given then still counts.
#[must_use]
pub fn proof_counts(proved_at: Timestamp, now: Timestamp) -> bool {
    now < proved_at + Duration::minutes(PROOF_MINUTES)
}

/// Until when a proof of now counts.
#[must_use]
pub fn proof_ends(now: Timestamp) -> Timestamp {
    now + Duration::minutes(PROOF_MINUTES)
}

/// A recovery code of 80 random bits: four groups of four letters and digits.
#[must_use]
pub fn recovery_code(bits: [u8; 10]) -> String {
    let letters = base32(&bits).to_lowercase();
    format!("{}-{}-{}-{}", &letters[..4], &letters[4..8], &letters[8..12], &letters[12..])
}

/// What is stored of a recovery code, however it is written. It has 80 random bits, so nobody finds it by trying.
#[must_use]
pub fn recovery_digest(user: UserId, code: &str) -> Digest {
    let letters: String = code.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    Digest::of(
        &[b"xinggen recovery code 1\0", user.as_uuid().as_bytes().as_slice(), letters.as_bytes()].concat(),
    )
}

#[cfg(test)]
mod tests;
