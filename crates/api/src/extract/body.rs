use super::{
    headers::idempotency_key,
    paced::{Paced, broken_off},
    shape::faults,
    shown::{Shown, still_let_in},
};
use crate::{
    body_room::{BodyRoom, HeldRoom},
    openapi,
    problem::{Code, Fault, Problem, Rule},
    state::Api,
};
use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::header::CONTENT_LENGTH,
    web::{Bytes, BytesMut, Data},
};
use futures_util::{StreamExt, future::LocalBoxFuture};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::{Duration, Instant};
use xinggen_domain::{idempotency::IdempotencyKey, provenance::Digest};

/// For how long whoever was let in is believed while the body is still under way.
const BELIEVED: Duration = Duration::from_secs(1);

/// A JSON body. An empty one counts as `{}`.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move { Ok(Self(typed(&request, json(&request, payload).await?)?)) })
    }
}

/// A JSON body of a costly request, with its idempotency key. Bodies that say the same count as the same, however
/// they are written.
pub(crate) struct Costly<T> {
    pub(crate) body: T,
    pub(crate) key: IdempotencyKey,
}

impl<T: DeserializeOwned + 'static> FromRequest for Costly<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let sent = idempotency_key(&request)?;
            let value = json(&request, payload).await?;
            let operation = request.match_pattern().unwrap_or_default();
            let digest = Digest::of(format!("{} {value}", request.path()).as_bytes());
            Ok(Self {
                body: typed(&request, value)?,
                key: IdempotencyKey { operation, key: sent, request: digest },
            })
        })
    }
}

async fn json(request: &HttpRequest, payload: Payload) -> Result<Value, Problem> {
    let Some(api) = request.app_data::<Data<Api>>() else { return Err(Problem::new(Code::Internal)) };
    let limit = api.settings.body_limit;
    let mut held =
        Shown::by(request).and_then(|shown| shown.actor()).map(|who| api.bodies.enter(who.user_id));
    let limit = if held.is_some() { limit } else { BodyRoom::anonymous(limit) };
    let payload = Paced::new(payload, api.settings.bodies);
    let bytes = collect(request, payload, limit, held.as_mut()).await?;
    if bytes.is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    let mime = request.content_type().to_ascii_lowercase();
    if mime != "application/json" && !mime.ends_with("+json") {
        return Err(Problem::new(Code::UnsupportedMediaType).with("expected", "application/json"));
    }
    serde_json::from_slice(&bytes)
        .map_err(|error| Problem::new(Code::MalformedJson).with("reason", error.to_string()))
}

/// The body as the operation wants it, if it is what the document says; else every field that is not.
fn typed<T: DeserializeOwned>(request: &HttpRequest, value: Value) -> Result<T, Problem> {
    let pattern = request.match_pattern().unwrap_or_default();
    let schema = openapi::operation(request.method().as_str(), &pattern).and_then(openapi::body_schema);
    let faults = schema.map(|schema| faults(schema, &value)).unwrap_or_default();
    if !faults.is_empty() {
        return Err(Problem::of_faults(faults));
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        // The document says less than the body asks for: the place is known. What is wrong stands in serde's words alone,
        // which may repeat the value, so it is not logged either.
        let path = error.path().to_string();
        let field = if matches!(path.as_str(), "." | "") { "body" } else { &path };
        tracing::warn!(field, "a body fits the document and cannot be read");
        Problem::of_faults([Fault::new(field, Rule::Unreadable)])
    })
}

/// The whole body, if it is within the limit, there is room for it, and it keeps the pace.
pub(crate) async fn collect(
    request: &HttpRequest,
    mut payload: Paced,
    limit: usize,
    mut held: Option<&mut HeldRoom>,
) -> Result<Bytes, Problem> {
    let too_large = || Problem::new(Code::TooLarge).with("limit", limit);
    let announced =
        request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let (mut bytes, began) = (BytesMut::new(), Instant::now());
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| broken_off(&error))?;
        if bytes.len() + chunk.len() > limit {
            return Err(too_large());
        }
        if let Some(held) = &mut held {
            held.grow_to(bytes.len() + chunk.len())?;
        }
        bytes.extend_from_slice(&chunk);
    }
    if began.elapsed() >= BELIEVED {
        still_let_in(request).await?;
    }
    Ok(bytes.freeze())
}
