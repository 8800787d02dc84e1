//! The frame around every route: request id, language, log span, metrics, time limit, security headers, and
//! errors as problems.

use crate::{
    extract::{Meter, look_up},
    language::Language,
    problem::{Code, Problem, render},
    state::Api,
    swagger,
};
use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        Method,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};
use std::time::{Duration, Instant};
use tracing::Instrument as _;

/// The header that carries the request's id, both ways.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// A request that is not answered by then is given up. Streams count until they begin.
const TIME_LIMIT: Duration = Duration::from_secs(60);
/// The same where a whole file may come in over a slow line.
const UPLOAD_LIMIT: Duration = Duration::from_secs(900);

/// What machines ask every few seconds.
const PROBES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];
/// So much of a path stands in the log.
const SHOWN_CHARACTERS: usize = 200;

/// What the frame knows of a request.
#[derive(Debug, Clone)]
pub(crate) struct RequestFacts {
    pub(crate) id: String,
    pub(crate) language: Language,
}

/// The middleware.
pub(crate) async fn frame(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let facts = RequestFacts { id: request_id(&request), language: Language::asked(request.headers()) };
    let meter = Meter::default();
    request.extensions_mut().insert(facts.clone());
    request.extensions_mut().insert(meter.clone());
    let counted = meter.clone();
    let (method, path) = (request.method().clone(), request.path().to_owned());
    // Without the query: tickets and signatures stand there.
    let shown: String = path.chars().take(SHOWN_CHARACTERS).collect();
    let span =
        tracing::info_span!("request", request.id = %facts.id, http.method = %method, http.path = %shown);
    let started = Instant::now();
    // Nothing of the request may be kept here: routing needs it for itself alone.
    let limit = if path.ends_with("/uploads") { UPLOAD_LIMIT } else { TIME_LIMIT };
    let answering = async {
        look_up(&request, &counted).await;
        next.call(request).await
    };
    let answered = tokio::time::timeout(limit, answering).instrument(span.clone()).await;
    let _in_span = span.enter();
    let answered = match answered {
        Ok(Ok(response)) => Ok(as_problem(response.map_into_boxed_body(), &facts, &path)),
        Ok(Err(error)) => Err(refused(error, &facts, &path)),
        Err(_) => Err(refused(Problem::new(Code::TimedOut).into(), &facts, &path)),
    };
    note(&answered, &method, started.elapsed());
    let mut response = answered?;
    dress(response.headers_mut(), &facts);
    if let Some(policy) = swagger::policy(&path) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    tell_allowance(response.headers_mut(), &meter);
    Ok(response)
}

/// Counts the answer and writes the one line that each request has in the log. What machines ask all the time is told
/// only where details are asked for.
fn note(answered: &Result<ServiceResponse, Error>, method: &Method, took: Duration) {
    let (status, route) = match answered {
        Ok(response) => (response.status(), response.request().match_pattern()),
        Err(error) => (error.as_response_error().status_code(), None),
    };
    let (status, route) = (status.as_u16(), route.unwrap_or_else(|| "unknown".to_owned()));
    let elapsed_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if PROBES.contains(&route.as_str()) {
        tracing::debug!(http.status = status, http.route = route, elapsed_ms, "answered");
    } else {
        tracing::info!(http.status = status, http.route = route, elapsed_ms, "answered");
    }
    let labels = [("method", counted_as(method)), ("route", route), ("status", status.to_string())];
    metrics::counter!("xinggen_http_requests_total", &labels).increment(1);
    metrics::histogram!("xinggen_http_request_duration_seconds", &labels[..2]).record(took.as_secs_f64());
}

/// The method as metrics name it. A client may make methods up, and what is counted is never forgotten.
fn counted_as(method: &Method) -> String {
    let known = matches!(
        *method,
        Method::GET
            | Method::HEAD
            | Method::POST
            | Method::PUT
            | Method::PATCH
            | Method::DELETE
            | Method::OPTIONS
    );
    if known { method.to_string() } else { "other".to_owned() }
}

/// An error that has no response yet, with one.
fn refused(error: Error, facts: &RequestFacts, path: &str) -> Error {
    let mut response = render(&error, facts, path);
    dress(response.headers_mut(), facts);
    InternalError::from_response(error, response).into()
}

/// The client's own id when it is harmless to log, else a new one.
fn request_id(request: &ServiceRequest) -> String {
    let sent = request.headers().get(&REQUEST_ID).and_then(|value| value.to_str().ok());
    let harmless = |id: &&str| {
        (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    match sent.filter(harmless) {
        Some(id) => id.to_owned(),
        None => request.app_data::<Data<Api>>().map_or_else(String::new, |api| api.ids.next().to_string()),
    }
}

fn as_problem(response: ServiceResponse, facts: &RequestFacts, path: &str) -> ServiceResponse {
    let Some(error) = response.response().error() else {
        return response;
    };
    let rendered = render(error, facts, path);
    response.into_response(rendered)
}

/// How much the caller's plan leaves for the minute. A refusal has said of itself what it is about.
fn tell_allowance(headers: &mut HeaderMap, meter: &Meter) {
    let Some(allowance) = meter.allowance() else { return };
    let told = [
        ("ratelimit-limit", allowance.limit),
        ("ratelimit-remaining", allowance.remaining),
        ("ratelimit-reset", allowance.reset),
    ];
    if !headers.contains_key(told[0].0) {
        for (name, value) in told {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

fn dress(headers: &mut HeaderMap, facts: &RequestFacts) {
    if let Ok(id) = HeaderValue::from_str(&facts.id) {
        headers.insert(REQUEST_ID, id);
    }
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // What is personal must not stay in a shared cache; routes that know better have set their own.
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_that_clients_make_up_are_counted_together() {
        assert_eq!(counted_as(&Method::PATCH), "PATCH");
        for made_up in ["X1", "X2", "get"] {
            let method = Method::from_bytes(made_up.as_bytes()).expect("a method");
            assert_eq!(counted_as(&method), "other");
        }
    }
}
