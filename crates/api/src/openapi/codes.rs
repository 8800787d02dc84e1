//! Which problems an operation can answer with: those that follow from what it takes, and those of its own, which its route
//! names in the descriptions of its responses.

use super::scopes::declared;
use crate::problem::Code;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Codes of one status.
pub(super) type Codes = BTreeSet<Code>;

/// The codes of an operation by status.
pub(super) fn codes_of(in_api: bool, path: &str, method: &str, operation: &Value) -> BTreeMap<u16, Codes> {
    let mut codes: BTreeMap<u16, Codes> = BTreeMap::new();
    let structural = if in_api { structural(path, method, operation) } else { vec![] };
    // A head that cannot be read is refused before its path is looked at.
    for code in structural.into_iter().chain([Code::MalformedRequest]).chain(named(operation)) {
        codes.entry(code.status().as_u16()).or_default().insert(code);
    }
    codes
}

/// What the route names, like `email_taken`, in the description of a response.
fn named(operation: &Value) -> Vec<Code> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    let of_response = |(status, response): (&String, &Value)| {
        let words: Vec<String> = response["description"]
            .as_str()
            .unwrap_or_default()
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        let status: u16 = status.parse().unwrap_or_default();
        let fits = move |code: &&Code| {
            code.status().as_u16() == status && words.iter().any(|word| word == code.code())
        };
        Code::ALL.iter().filter(fits).copied().collect::<Vec<_>>()
    };
    responses.flat_map(of_response).collect()
}

/// What follows from what an operation takes.
fn structural(path: &str, method: &str, operation: &Value) -> Vec<Code> {
    let parameters = || operation["parameters"].as_array().into_iter().flatten();
    let header = |name: &str| parameters().any(|one| one["name"] == name);
    let public = operation["security"].as_array().is_some_and(|all| all.iter().any(|one| one == &json!({})));
    let scope = declared(operation).is_some();
    let mut codes = vec![Code::Internal, Code::Unavailable, Code::TimedOut];
    if !public {
        codes.push(Code::Unauthenticated);
    }
    if scope {
        codes.push(Code::ScopeMissing);
    } else if !public {
        codes.push(Code::KeyNotAccepted);
    }
    if !public || scope {
        // Every plan may limit requests.
        codes.push(Code::TooManyRequests);
    }
    if !matches!(method, "get" | "head") {
        codes.push(Code::ChangedMeanwhile);
    }
    if path.contains("/admin/") {
        codes.push(Code::Forbidden);
    }
    if path.contains('{') {
        codes.push(Code::NotFound);
    }
    if !operation["requestBody"].is_null() {
        codes.extend([Code::TooLarge, Code::SlowRequest]);
    }
    if !operation["requestBody"]["content"]["application/json"].is_null() {
        codes.extend([Code::MalformedJson, Code::UnsupportedMediaType, Code::InvalidRequest]);
    }
    if parameters().any(|one| one["in"] == "query") {
        codes.push(Code::InvalidRequest);
    }
    if header("Idempotency-Key") {
        codes.extend([Code::IdempotencyKeyMissing, Code::RequestInFlight, Code::IdempotencyKeyReused]);
    }
    if header("If-Match") {
        codes.extend([Code::Stale, Code::InvalidRequest]);
        if method == "patch" {
            codes.push(Code::IfMatchMissing);
        }
    }
    codes
}
