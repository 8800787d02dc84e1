//! Who calls: a person in a session, or a program with an API key.
//!
//! A key is looked up by the frame, before anything of a request is read, so that whoever may not call learns nothing
//! else. What a key must allow is what the document says of the operation: see [`openapi::scope_of`](crate::openapi).

use super::{Meter, SignedIn, sender::address};
use crate::{
    openapi,
    problem::{Code, Problem},
    state::Api,
};
use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::{Payload, ServiceRequest},
    http::header::{AUTHORIZATION, HeaderMap},
    web::Data,
};
use futures_util::future::{FutureExt, LocalBoxFuture};
use xinggen_application::{Actor, KeyHolder};
use xinggen_domain::{ApiKeyId, SessionId, api_key, error::StoreError, rate::Allowance};

/// Whoever may call the operation: somebody who is signed in, or a program whose key allows it.
pub(crate) struct Caller {
    /// In whose place.
    pub(crate) actor: Actor,
    /// By which key, if by one.
    pub(crate) key: Option<ApiKeyId>,
    /// In which session, if in one.
    pub(crate) session: Option<SessionId>,
    /// What their plan leaves of requests for the minute; none where none are counted.
    pub(crate) allowance: Option<Allowance>,
}

/// What was found out about the key of a request.
#[derive(Clone)]
struct Shown(Result<KeyHolder, Code>);

/// What stands behind `Bearer`.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Whether this is meant as an API key.
pub(super) fn is_key(token: &str) -> bool {
    token.starts_with(api_key::PREFIX)
}

/// Finds out about the key of a request, if it shows one.
pub(crate) async fn look_up_key(request: &ServiceRequest) {
    let Some(token) = bearer(request.headers()).filter(|token| is_key(token)) else {
        return;
    };
    let Some(api) = request.app_data::<Data<Api>>() else {
        return;
    };
    let holder = match api.keys.authenticate(token, address(request.request())).await {
        Ok(holder) => holder.ok_or(Code::Unauthenticated),
        Err(error) => {
            tracing::error!(%error, "a key cannot be looked up");
            Err(if matches!(error, StoreError::Unavailable(_)) { Code::Unavailable } else { Code::Internal })
        }
    };
    request.extensions_mut().insert(Shown(holder));
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let shown = request.extensions().get::<Shown>().cloned();
        match shown {
            Some(Shown(holder)) => {
                let (caller, meter) = (by_key(request, holder), Meter::of(request));
                let api = request.app_data::<Data<Api>>().cloned();
                Box::pin(async move {
                    let (mut caller, api) =
                        (caller?, api.ok_or_else(|| Problem::new(Code::Unauthenticated))?);
                    meter.count(&api, caller.actor).await?;
                    caller.allowance = meter.allowance();
                    Ok(caller)
                })
            }
            None => {
                let (person, meter) = (SignedIn::from_request(request, payload), Meter::of(request));
                Box::pin(person.map(move |person| {
                    let SignedIn { actor, claims } = person?;
                    let session = Some(claims.session_id);
                    Ok(Self { actor, key: None, session, allowance: meter.allowance() })
                }))
            }
        }
    }
}

fn by_key(request: &HttpRequest, holder: Result<KeyHolder, Code>) -> Result<Caller, Problem> {
    let holder = holder.map_err(Problem::new)?;
    let path = request.match_pattern().unwrap_or_default();
    let needed = openapi::scope_of(request.method().as_str(), &path)
        .ok_or_else(|| Problem::new(Code::KeyNotAccepted))?;
    if !holder.scopes.allow(needed) {
        return Err(Problem::new(Code::ScopeMissing).with("scope", needed.code()));
    }
    let actor = holder.actor.coming_from(address(request));
    Ok(Caller { actor, key: Some(holder.key), session: None, allowance: None })
}
