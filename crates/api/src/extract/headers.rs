use crate::{
    problem::{Code, Problem},
    wording,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header::IF_MATCH};
use std::future::{Ready, ready};
use utoipa::IntoParams;

/// The header that makes repeating a costly request safe, for the document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes a header in the document; the Costly extractor reads it")]
pub(crate) struct IdempotencyHeader {
    /// A value of your own, 1 to 200 visible ASCII characters: the same request with the same key within 24 hours
    /// is done once, and answered with what it made.
    #[param(
        rename = "Idempotency-Key",
        required = true,
        min_length = 1,
        max_length = 200,
        pattern = "^[!-~]+$",
        example = "b1c7a2e0-shot-3-image"
    )]
    key: String,
}

/// The client's key.
pub(super) fn idempotency_key(request: &HttpRequest) -> Result<String, Problem> {
    let sent =
        request.headers().get("idempotency-key").ok_or_else(|| Problem::new(Code::IdempotencyKeyMissing))?;
    let visible = |text: &&str| (1..=200).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    let key = sent.to_str().ok().filter(visible);
    key.map(str::to_owned).ok_or_else(|| Problem::new(Code::IdempotencyKeyMissing))
}

/// The header that keeps one change from undoing another unseen, for the document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes a header in the document; the IfMatch extractor reads it")]
pub(crate) struct IfMatchHeader {
    /// The version that you read, as the `ETag` gave it; `*` for any.
    #[param(rename = "If-Match", required = true, example = "\"3\"")]
    version: String,
}

/// The same where it may be left out, for the document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes a header in the document; the IfMatch extractor reads it")]
pub(crate) struct OptionalIfMatchHeader {
    /// The version that you read, as the `ETag` gave it; without it, or with `*`, any.
    #[param(rename = "If-Match", required = false, example = "\"3\"")]
    version: Option<String>,
}

/// The version that the client read, if it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IfMatch {
    /// No header.
    Absent,
    /// Whatever there is.
    Any,
    /// Just this one.
    Version(i64),
}

impl IfMatch {
    /// What a change must find: a version, or nothing in particular.
    ///
    /// # Errors
    /// There is no header.
    pub(crate) fn required(self) -> Result<Option<i64>, Problem> {
        match self {
            Self::Absent => Err(Problem::new(Code::IfMatchMissing)),
            other => Ok(other.optional()),
        }
    }

    /// What a deletion must find, where it need not say.
    pub(crate) const fn optional(self) -> Option<i64> {
        match self {
            Self::Version(version) => Some(version),
            Self::Any | Self::Absent => None,
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.headers().get(IF_MATCH) {
            None => Ok(Self::Absent),
            Some(value) => value
                .to_str()
                .ok()
                .and_then(read)
                .ok_or_else(|| Problem::invalid("If-Match", "malformed", wording::NO_VERSION)),
        })
    }
}

fn read(text: &str) -> Option<IfMatch> {
    let text = text.trim();
    if text == "*" {
        return Some(IfMatch::Any);
    }
    let bare = text.strip_prefix("W/").unwrap_or(text);
    let bare = bare.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(bare);
    bare.parse().ok().map(IfMatch::Version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_etags_and_bare() {
        assert_eq!(read("\"3\""), Some(IfMatch::Version(3)));
        assert_eq!(read(" W/\"12\" "), Some(IfMatch::Version(12)));
        assert_eq!(read("7"), Some(IfMatch::Version(7)));
        assert_eq!(read("*"), Some(IfMatch::Any));
        assert_eq!(read("\"x\""), None);
        assert_eq!(read("\"1\", \"2\""), None);
    }
}
