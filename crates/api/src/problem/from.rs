//! Problems from what several use cases refuse.

use super::{Code, Fault, Limits, Problem, Rule};
use serde::Serialize;
use xinggen_application::{Invalid, PasswordFault, Throttled, UpdateError};
use xinggen_domain::{
    error::VendorError,
    identity::IdentityKind,
    ledger::InsufficientCredits,
    limits,
    plan::{Quota, QuotaReached},
    ports::{HashingBusy, ReadingRefused},
    rate::Allowance,
    spending::CapReached,
    time::Timestamp,
};

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        Self::of_faults(
            invalid.fields().iter().map(|wrong| Fault::new(wrong.field, Rule::Limit(wrong.problem))),
        )
    }
}

impl From<InsufficientCredits> for Problem {
    fn from(short: InsufficientCredits) -> Self {
        Self::new(Code::InsufficientCredits)
            .with("needed", short.needed.get())
            .with("available", short.available.get())
    }
}

impl From<CapReached> for Problem {
    fn from(reached: CapReached) -> Self {
        Self::new(Code::SpendingCapReached)
            .with("scope", reached.scope.code())
            .with("cap", reached.limit.get())
            .with("spent", reached.spent.get())
            .with("held", reached.held.get())
            .with("needed", reached.needed.get())
            .with("missing", reached.missing().get())
            .with("resets_at", serde_json::json!(reached.resets_at))
    }
}

/// After how many seconds to ask again where nothing resets by itself: room is made by whoever deletes something, and
/// asking more often is of no use to anybody else.
const STANDING_SECONDS: u32 = 3_600;

/// After how many seconds to send a story again for which there was no place: those that were before it have been read
/// by then.
const READING_SECONDS: u32 = 2;

impl From<QuotaReached> for Problem {
    fn from(reached: QuotaReached) -> Self {
        let QuotaReached { quota, limit, used, needed } = reached;
        let limits = Limits { limit, remaining: limit.saturating_sub(used), reset: STANDING_SECONDS };
        let problem = Self::new(Code::QuotaReached)
            .with("quota", quota.code())
            .with("limit", limit)
            .with("used", used)
            .with("needed", needed)
            .with("resets_at", serde_json::Value::Null)
            .retry_after(STANDING_SECONDS);
        Self { limits: Some(limits), ..problem }
    }
}

impl From<VendorError> for Problem {
    fn from(error: VendorError) -> Self {
        Self::new(Code::VendorFailed).with("reason", error.message)
    }
}

impl From<Throttled> for Problem {
    fn from(throttled: Throttled) -> Self {
        let seconds = throttled.0.retry.unwrap_or(1);
        Self::new(Code::TooManyAttempts).with("seconds", seconds).allowance(throttled.0)
    }
}

impl From<HashingBusy> for Problem {
    fn from(_: HashingBusy) -> Self {
        Self::new(Code::Unavailable).retry_after(2)
    }
}

impl From<ReadingRefused> for Problem {
    fn from(refused: ReadingRefused) -> Self {
        let problem = match refused {
            ReadingRefused::Busy => Self::new(Code::ReadingBusy),
            ReadingRefused::OfUser { most } => Self::new(Code::StoriesInProgress).with("most", most),
        };
        problem.retry_after(READING_SECONDS)
    }
}

impl From<PasswordFault> for Problem {
    fn from(fault: PasswordFault) -> Self {
        let rule = match fault {
            PasswordFault::Length => {
                Rule::Said("length", ("a password has 8 to 256 characters", "密码长度须为 8 到 256 个字符"))
            }
            PasswordFault::IsIdentity => Rule::Limit(limits::Problem::IsIdentity),
            PasswordFault::Weak => Rule::Limit(limits::Problem::Weak),
        };
        Self::of_faults([Fault::new("password", rule)])
    }
}

impl Problem {
    /// The plan allows no more requests in this minute.
    pub(crate) fn too_many_requests(allowance: Allowance, now: Timestamp) -> Self {
        let seconds = allowance.retry.unwrap_or(1);
        let resets_at = now + chrono::Duration::seconds(seconds.into());
        Self::new(Code::TooManyRequests)
            .with("quota", Quota::RequestsPerMinute.code())
            .with("limit", allowance.limit)
            .with("used", allowance.limit)
            .with("needed", 1)
            .with("seconds", seconds)
            .with("resets_at", serde_json::json!(resets_at))
            .allowance(allowance)
    }

    /// Another account has the e-mail or the phone number.
    pub(crate) fn taken(kind: IdentityKind) -> Self {
        Self::new(match kind {
            IdentityKind::Email => Code::EmailTaken,
            IdentityKind::Phone => Code::PhoneTaken,
        })
    }

    /// The version that the client read is not the current one; this is.
    pub(crate) fn stale(current: impl Serialize) -> Self {
        Self::new(Code::Stale).with("current", serde_json::to_value(current).unwrap_or_default())
    }

    /// Why an update was refused; `view` shows the current state.
    pub(crate) fn of_update<T, V: Serialize>(error: UpdateError<T>, view: impl FnOnce(T) -> V) -> Self {
        match error {
            UpdateError::NotFound => Self::new(Code::NotFound),
            UpdateError::Stale { current } => Self::stale(view(*current)),
            UpdateError::Invalid(invalid) => invalid.into(),
            UpdateError::Store(error) => error.into(),
        }
    }

    /// There is nothing with the id in the path.
    pub(crate) fn not_found() -> Self {
        Self::new(Code::NotFound)
    }
}
