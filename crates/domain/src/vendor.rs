//! Vendors behind an address and a key: what they are asked for, how one is reached, and what became of calls that
//! cost money.

pub use crate::engine::ServiceKind;
pub use crate::limits::AddressFault;

use crate::{JobId, VendorCallId, code::coded, engine::ModelRef, error::VendorErrorClass, time::Timestamp};
use std::fmt;

/// A vendor's key in the open. It is never shown: neither by `Debug` nor in any other way than [`reveal`](Self::reveal).
#[derive(Clone, PartialEq, Eq)]
pub struct VendorKey(String);

impl VendorKey {
    /// This key.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self(key.to_owned())
    }

    /// The key itself, for the request that needs it and for the box that seals it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// By what its owner recognises it: the last four characters, of a key that is long enough to lose them.
    #[must_use]
    pub fn hint(&self) -> String {
        let characters: Vec<char> = self.0.chars().collect();
        let shown = if characters.len() >= 12 { 4 } else { 0 };
        characters[characters.len() - shown..].iter().collect()
    }
}

impl fmt::Debug for VendorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VendorKey(…)")
    }
}

/// A service of a vendor, and the key that lets us in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorAccess {
    /// What it is to do.
    pub kind: ServiceKind,
    /// Vendor and model.
    pub model: ModelRef,
    /// Where its protocol begins, like `https://api.example.com/v1`.
    pub base_url: String,
    /// The key.
    pub key: VendorKey,
}

coded! {
    /// What a vendor cannot be used for, as a trial shows.
    pub enum AccessFault {
        /// The key is refused.
        Auth = "auth",
        /// The vendor's account is empty.
        Balance = "balance",
        /// Too many calls.
        RateLimit = "rate_limit",
        /// Nobody answers there.
        Unreachable = "unreachable",
        /// Somebody answers, but not a vendor of this protocol; or we do not go there.
        WrongAddress = "wrong_address",
        /// The vendor has no such model.
        ModelNotListed = "model_not_listed",
        /// The vendor has trouble of its own.
        Failing = "failing",
    }
}

/// Why a trial failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}: {told}")]
pub struct TrialError {
    /// What is wrong.
    pub fault: AccessFault,
    /// The vendor's own words, shortened and without the key; may be empty.
    pub told: String,
}

coded! {
    /// What became of a call that costs money.
    pub enum CallState {
        /// It is under way, or its worker died and nobody has ended the job yet.
        Sent = "sent",
        /// The vendor answered with what was asked for.
        Answered = "answered",
        /// The vendor did not take it: nothing was made, and it may be tried again.
        Refused = "refused",
        /// Nobody knows whether the vendor did it.
        Lost = "lost",
    }
}

/// A call of a vendor that costs money. It is written before the call is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorCall {
    /// Its id.
    pub id: VendorCallId,
    /// For which job.
    pub job_id: JobId,
    /// The how manieth call of that job, from 1.
    pub number: u32,
    /// Whom it asks for what.
    pub model: ModelRef,
    /// What became of it.
    pub state: CallState,
    /// Why it was refused or lost.
    pub class: Option<VendorErrorClass>,
    /// When it was written down, just before it was made.
    pub created_at: Timestamp,
    /// When it was known how it ended.
    pub ended_at: Option<Timestamp>,
}

/// Whether a job that made these calls may make another: only if the vendor took none of them. What may have been
/// paid for is never ordered again by itself.
#[must_use]
pub fn may_call_again(calls: &[VendorCall]) -> bool {
    calls.iter().all(|call| call.state == CallState::Refused)
}

/// Whether a vendor that was asked by these calls may still deliver, or has: what it bills is then owed, and breaking the
/// job off would only lose what is paid for.
#[must_use]
pub fn may_deliver(calls: &[VendorCall]) -> bool {
    calls.iter().any(|call| matches!(call.state, CallState::Sent | CallState::Answered))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use uuid::Uuid;

    #[test]
    fn a_key_is_not_shown() {
        let key = VendorKey::new("sk-0123456789abcdef");
        assert_eq!(format!("{key:?}"), "VendorKey(…)");
        assert_eq!(key.hint(), "cdef");
        assert_eq!(VendorKey::new("sk-01234567").hint(), "", "four of eleven would be too many");
    }

    fn call(state: CallState) -> VendorCall {
        VendorCall {
            id: Id::from_uuid(Uuid::nil()),
            job_id: Id::from_uuid(Uuid::nil()),
            number: 1,
            model: ModelRef::new("v", "m"),
            state,
            class: None,
            created_at: Timestamp::UNIX_EPOCH,
            ended_at: None,
        }
    }

    #[test]
    fn only_after_refusals_a_job_calls_again() {
        assert!(may_call_again(&[]));
        assert!(may_call_again(&[call(CallState::Refused), call(CallState::Refused)]));
        for state in [CallState::Sent, CallState::Answered, CallState::Lost] {
            assert!(!may_call_again(&[call(CallState::Refused), call(state)]), "{state}");
        }
    }

    #[test]
    fn what_was_refused_or_lost_is_not_waited_for() {
        assert!(!may_deliver(&[]) && !may_deliver(&[call(CallState::Refused), call(CallState::Lost)]));
        for state in [CallState::Sent, CallState::Answered] {
            assert!(may_deliver(&[call(CallState::Refused), call(state)]), "{state}");
        }
    }
}
