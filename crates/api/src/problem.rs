//! Errors as clients see them: `application/problem+json` (RFC 9457) with a stable `code`.
//!
//! A handler returns a [`Problem`]; it is rendered in the caller's language, with the request's id, by the frame
//! around all routes, so that errors of the framework and of our routes look the same. What is behind an internal
//! failure is logged there once and never sent.

mod codes;
mod from;
mod refusals;
mod render;
mod rule;

pub(crate) use codes::Code;
pub(crate) use refusals::{refusals, responses};
pub(crate) use render::{filled, render, view};
pub(crate) use rule::{Fault, Kind, Rule};

use crate::wording::Words;
use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use serde_json::{Map, Value};
use std::fmt;
use xinggen_domain::{error::StoreError, rate::Allowance};

/// One wrong part of a request.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub(crate) struct FieldProblem {
    /// Where: a path into the body like `lines[0].text`, or the name of a parameter or header.
    #[schema(examples("title"))]
    pub field: String,
    /// Which rule it breaks, for programs.
    #[schema(examples("too_long"))]
    pub code: String,
    /// Which rule it breaks, for people.
    #[schema(examples("must have 1 to 200 characters"))]
    pub message: String,
}

/// An error as clients see it (RFC 9457).
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemView {
    /// Names the kind of problem: `urn:xinggen:problem:` and the code.
    #[serde(rename = "type")]
    #[schema(examples("urn:xinggen:problem:insufficient_credits"))]
    pub kind: String,
    /// The kind of problem, in the caller's language.
    #[schema(examples("Not enough credits"))]
    pub title: String,
    /// The HTTP status.
    #[schema(examples(402), minimum = 400, maximum = 599)]
    pub status: u16,
    /// What happened and what to do, in the caller's language.
    #[schema(examples("50 credits are needed, 12 are available; top up and try again"))]
    pub detail: String,
    /// The path that was asked for.
    #[schema(examples("/api/v1/shots/0192f0c1-2b3c-7d4e-8f50-6a7b8c9d0e1f/images"))]
    pub instance: String,
    /// The stable code, for programs.
    #[schema(examples("insufficient_credits"))]
    pub code: String,
    /// The id of the request, also in the header `X-Request-Id`; tell it when you ask for help.
    #[schema(examples("0192f0c1-2b3c-7d4e-8f50-6a7b8c9d0e1f"))]
    pub request_id: String,
    /// Each wrong part of the request, for `invalid_request`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldProblem>,
    /// Further members by code: `needed` and `available` credits; `current`, the thing as it is now; and so on.
    #[serde(flatten)]
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub members: Map<String, Value>,
}

type Source = Box<dyn std::error::Error + Send + Sync>;

/// What the `RateLimit-…` headers say.
#[derive(Debug, Clone, Copy)]
struct Limits {
    limit: u64,
    remaining: u64,
    /// In how many seconds to look again.
    reset: u32,
}

/// Why a request was not done.
#[derive(Debug)]
pub(crate) struct Problem {
    code: Code,
    errors: Vec<Fault>,
    members: Map<String, Value>,
    retry_after: Option<u32>,
    limits: Option<Limits>,
    source: Option<Source>,
}

impl Problem {
    pub(crate) fn new(code: Code) -> Self {
        Self { code, errors: vec![], members: Map::new(), retry_after: None, limits: None, source: None }
    }

    /// One wrong part of the request, by a rule of the operation: its stable code and its words.
    pub(crate) fn invalid(field: &str, code: &'static str, words: Words) -> Self {
        Self::of_faults([Fault::new(field, Rule::Said(code, words))])
    }

    /// Every wrong part of the request.
    pub(crate) fn of_faults(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self { errors: faults.into_iter().collect(), ..Self::new(Code::InvalidRequest) }
    }

    /// With what else is wrong in the same request, where that is found out elsewhere.
    pub(crate) fn and(mut self, other: Result<(), Self>) -> Self {
        if let Err(other) = other {
            self.errors.extend(other.errors);
        }
        self
    }

    /// What kind of problem it is.
    pub(crate) const fn code(&self) -> Code {
        self.code
    }

    /// Adds a member; templates of the code's detail can name it.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }

    /// Says after how many seconds to try again.
    pub(crate) fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Says how much of an allowance is left, and when to try again.
    pub(crate) fn allowance(self, allowance: Allowance) -> Self {
        let retry = allowance.retry.unwrap_or(1);
        let limits = Limits {
            limit: allowance.limit.into(),
            remaining: allowance.remaining.into(),
            reset: allowance.reset,
        };
        Self { limits: Some(limits), ..self.retry_after(retry) }
    }

    /// A failure inside, with what is behind it for the log.
    pub(crate) fn internal(source: impl Into<Source>) -> Self {
        Self { source: Some(source.into()), ..Self::new(Code::Internal) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.code())
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    /// Bare; the frame gives it its body.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(source) => {
                Self { source: Some(source), ..Self::new(Code::Unavailable).retry_after(5) }
            }
            StoreError::Stale(_) => Self::new(Code::ChangedMeanwhile),
            other => Self::internal(other),
        }
    }
}

impl From<xinggen_domain::error::BlobError> for Problem {
    fn from(error: xinggen_domain::error::BlobError) -> Self {
        match error {
            xinggen_domain::error::BlobError::Full(_) => Self::new(Code::StorageFull),
            other => Self::internal(other),
        }
    }
}
