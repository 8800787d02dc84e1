//! The frame around every route: request id, language, log span, metrics, time limit, security headers, and
//! errors as problems.

use crate::{
    extract::{Meter, look_up},
    language::Language,
    problem::{Code, Problem, render},
    state::Api,
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
    let span =
        tracing::info_span!("request", request.id = %facts.id, http.method = %method, http.path = %path);
    let started = Instant::now();
    // Nothing of the request may be kept here: routing needs it for itself alone.
    let limit = if path.ends_with("/uploads") { UPLOAD_LIMIT } else { TIME_LIMIT };
    let answering = async {
        look_up(&request, &counted).await;
        next.call(request).await
    };
    let answered = tokio::time::timeout(limit, answering).instrument(span.clone()).await;
    let mut response = match answered {
        Ok(Ok(response)) => span.in_scope(|| as_problem(response.map_into_boxed_body(), &facts, &path)),
        Ok(Err(error)) => return Err(refused(error, &facts, &path)),
        Err(_) => return Err(refused(Problem::new(Code::TimedOut).into(), &facts, &path)),
    };
    let status = response.status().as_u16();
    let route = response.request().match_pattern().unwrap_or_else(|| "unknown".to_owned());
    let took = started.elapsed();
    let labels = [("method", counted_as(&method)), ("route", route), ("status", status.to_string())];
    metrics::counter!("xinggen_http_requests_total", &labels).increment(1);
    metrics::histogram!("xinggen_http_request_duration_seconds", &labels[..2]).record(took.as_secs_f64());
    span.in_scope(|| tracing::info!(http.status = status, elapsed_ms = took.as_millis() as u64, "answered"));
    dress(response.headers_mut(), &facts);
    tell_allowance(response.headers_mut(), &meter);
    Ok(response)
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
