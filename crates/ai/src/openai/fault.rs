//! What it means when there is no answer, or another than asked for.

use super::wire::{ErrorAnswer, ErrorFacts};
use crate::{told::told, wording};
use xinggen_domain::{
    error::{VendorError, VendorErrorClass as Class},
    vendor::VendorKey,
};
use xinggen_outbound::{Answer, OutboundError};

/// What a refusal is about.
pub(crate) struct Refusal {
    pub(crate) class: Class,
    /// The vendor's words, fit to be shown.
    pub(crate) told: String,
    /// It may have been done all the same.
    pub(crate) lost: bool,
}

impl Refusal {
    /// The meaning of an answer whose status is no success.
    pub(crate) fn of(answer: &Answer, key: &VendorKey) -> Self {
        let facts = ErrorAnswer::read(&answer.body);
        let by_vendor = facts.is_some();
        let facts = facts.unwrap_or_default();
        let status = answer.status.as_u16();
        let class = class(status, &facts);
        // A vendor that says itself that it failed has made nothing. A gateway that says so only knows that it got no
        // answer.
        let lost = (status >= 500 && status != 503 && status != 529 && !by_vendor) || status == 504;
        Self { class, told: told(facts.message.as_deref().unwrap_or_default(), key), lost }
    }
}

fn class(status: u16, facts: &ErrorFacts) -> Class {
    let words = facts.words();
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["insufficient_quota", "billing", "arrear", "balance", "overdue"]) {
        return Class::Balance;
    }
    if has(&[
        "moderation",
        "content_policy",
        "content_filter",
        "sensitive",
        "data_inspection",
        "datainspection",
    ]) {
        return Class::Moderation;
    }
    match status {
        401 | 403 => Class::Auth,
        402 => Class::Balance,
        408 => Class::Timeout,
        429 => Class::RateLimit,
        500.. => Class::Capacity,
        _ => Class::Invalid,
    }
}

/// The error of a job whose call was refused.
pub(crate) fn refused(answer: &Answer, key: &VendorKey) -> VendorError {
    let Refusal { class, told, lost } = Refusal::of(answer, key);
    if lost {
        return self::lost(wording::LOST.to_owned());
    }
    let message = wording::refused(class, answer.status.as_u16(), &told);
    VendorError { retry_after: answer.retry_after, ..VendorError::new(class, message) }
}

/// The error of a job whose call was not answered.
pub(crate) fn unanswered(error: OutboundError) -> VendorError {
    match error {
        OutboundError::Address(_) => VendorError::new(Class::Invalid, wording::FORBIDDEN_ADDRESS),
        OutboundError::NotSent(error) => VendorError::caused_by(Class::Capacity, wording::UNREACHABLE, error),
        OutboundError::Broken(error) => {
            VendorError { source: Some(error.into()), ..lost(wording::LOST.to_owned()) }
        }
        OutboundError::TooLong => lost(wording::TOO_LONG.to_owned()),
    }
}

/// The vendor may have done it, and nothing of it is here.
pub(crate) fn lost(message: String) -> VendorError {
    VendorError { lost: true, ..VendorError::new(Class::Unknown, message) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_outbound::StatusCode;

    fn refusal(status: u16, body: &str) -> (Class, bool) {
        let status = StatusCode::from_u16(status).expect("a status");
        let answer = Answer { status, body: body.to_owned().into(), retry_after: None };
        let refusal = Refusal::of(&answer, &VendorKey::new("sk-0123456789ab"));
        (refusal.class, refusal.lost)
    }

    #[test]
    fn classes_follow_from_status_and_code() {
        let quota = r#"{"error":{"code":"insufficient_quota","message":"m"}}"#;
        assert_eq!(refusal(429, quota), (Class::Balance, false));
        let blocked = r#"{"error":{"code":"InputTextSensitiveContentDetected"}}"#;
        assert_eq!(refusal(400, blocked), (Class::Moderation, false));
        assert_eq!(
            refusal(400, r#"{"error":{"type":"image_generation_user_error","code":"moderation_blocked"}}"#).0,
            Class::Moderation
        );
        assert_eq!(refusal(400, r#"{"error":{"code":4001}}"#), (Class::Invalid, false));
        assert_eq!(refusal(403, r#"{"error":"no"}"#), (Class::Auth, false));
        assert_eq!(refusal(404, "<html>"), (Class::Invalid, false));
    }

    #[test]
    fn a_gateway_that_fails_leaves_the_outcome_open_and_a_vendor_does_not() {
        assert_eq!(refusal(500, r#"{"error":{"message":"oops"}}"#), (Class::Capacity, false));
        assert_eq!(refusal(500, "oops"), (Class::Capacity, true));
        assert_eq!(refusal(502, "<html>"), (Class::Capacity, true));
        assert_eq!(refusal(504, r#"{"error":{"message":"upstream"}}"#), (Class::Capacity, true));
        assert_eq!(refusal(503, ""), (Class::Capacity, false));
        assert_eq!(refusal(529, ""), (Class::Capacity, false));
    }
}
