use super::{Code, Problem, ProblemView};
use crate::{frame::RequestFacts, language::Language};
use actix_web::{
    HttpResponse,
    error::{JsonPayloadError, PayloadError, UrlencodedError},
    http::{StatusCode, header},
};
use serde_json::{Map, Value};

/// The response for an error of a handler or of the framework.
pub(crate) fn render(error: &actix_web::Error, facts: &RequestFacts, path: &str) -> HttpResponse {
    match error.as_error::<Problem>() {
        Some(problem) => respond(problem, facts, path),
        None => respond(&of_framework(error), facts, path),
    }
}

fn respond(problem: &Problem, facts: &RequestFacts, path: &str) -> HttpResponse {
    let status = problem.code.status();
    if let Some(source) = &problem.source {
        tracing::error!(error = %chain(source.as_ref()), "{} {}", status.as_u16(), problem.code.code());
    }
    let view = view(problem, facts.language, &facts.id, path);
    let mut response = HttpResponse::build(status);
    response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
    response.insert_header((header::CONTENT_LANGUAGE, facts.language.tag()));
    if status == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    if let Some(seconds) = problem.retry_after {
        response.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if let Some(limits) = problem.limits {
        response.insert_header(("RateLimit-Limit", limits.limit.to_string()));
        response.insert_header(("RateLimit-Remaining", limits.remaining.to_string()));
        response.insert_header(("RateLimit-Reset", limits.reset.to_string()));
    }
    if let Some(allowed) = problem.members.get("allowed").and_then(Value::as_str) {
        response.insert_header((header::ALLOW, allowed));
    }
    if let Some(bytes) = problem.members.get("bytes").filter(|_| status == StatusCode::RANGE_NOT_SATISFIABLE)
    {
        response.insert_header((header::CONTENT_RANGE, format!("bytes */{bytes}")));
    }
    response.body(serde_json::to_vec(&view).unwrap_or_default())
}

/// A problem of the request with this id, worded.
pub(crate) fn view(problem: &Problem, language: Language, id: &str, path: &str) -> ProblemView {
    let (title, template) = problem.code.words(language);
    ProblemView {
        kind: format!("urn:xinggen:problem:{}", problem.code.code()),
        title: title.to_owned(),
        status: problem.code.status().as_u16(),
        detail: filled(template, &problem.members),
        instance: path.to_owned(),
        code: problem.code.code().to_owned(),
        request_id: id.to_owned(),
        errors: problem.errors.iter().map(|fault| fault.shown(language)).collect(),
        members: problem.members.clone(),
    }
}

/// An error with what is behind it, for the log.
fn chain(error: &(dyn std::error::Error + Send + Sync)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// A template with members in the place of their names.
pub(crate) fn filled(template: &str, members: &Map<String, Value>) -> String {
    let mut text = template.to_owned();
    for (name, value) in members {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text = text.replace(&format!("{{{name}}}"), &value);
    }
    text
}

/// What the framework itself refuses.
fn of_framework(error: &actix_web::Error) -> Problem {
    if let Some(PayloadError::Overflow) = error.as_error::<PayloadError>() {
        return Problem::new(Code::TooLarge).with("limit", "");
    }
    let read = error.as_error::<PayloadError>().is_some()
        || error.as_error::<JsonPayloadError>().is_some()
        || error.as_error::<UrlencodedError>().is_some();
    let status = error.as_response_error().status_code();
    match status {
        StatusCode::NOT_FOUND => Problem::new(Code::UnknownPath),
        StatusCode::REQUEST_TIMEOUT => Problem::new(Code::TimedOut),
        _ if read || status.is_client_error() => {
            Problem::new(Code::MalformedRequest).with("reason", error.to_string())
        }
        _ => Problem::internal(error.to_string()),
    }
}
