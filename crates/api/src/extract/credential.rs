//! Who calls: a person in a session, or a program with an API key.
//!
//! What a key must allow is what the document says of the operation: see [`openapi::scope_of`](crate::openapi).

use super::{
    Meter, SignedIn,
    shown::{Shown, refusal},
};
use crate::{
    openapi,
    problem::{Code, Problem},
};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::future::{Ready, ready};
use xinggen_application::{Actor, KeyHolder};
use xinggen_domain::{
    ApiKeyId, SessionId,
    api_key::{Scope, Scopes},
    rate::Allowance,
};

/// Whoever may call the operation: somebody who is signed in, or a program whose key allows it.
pub(crate) struct Caller {
    /// In whose place.
    pub(crate) actor: Actor,
    /// By which key, if by one.
    pub(crate) key: Option<ApiKeyId>,
    /// What the key may be used for, if by one.
    pub(crate) scopes: Option<Scopes>,
    /// In which session, if in one.
    pub(crate) session: Option<SessionId>,
    /// What their plan leaves of requests for the minute; none where none are counted.
    pub(crate) allowance: Option<Allowance>,
}

impl Caller {
    /// Whether this may be done: a key does what its scopes allow, a person everything.
    pub(crate) fn may(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.allow(scope))
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match Shown::by(request) {
            Some(Shown::Key(holder)) => by_key(request, holder),
            _ => by_token(request),
        })
    }
}

fn by_token(request: &HttpRequest) -> Result<Caller, Problem> {
    let SignedIn { actor, claims } = SignedIn::by(request)?;
    let session = Some(claims.session_id);
    Ok(Caller { actor, key: None, scopes: None, session, allowance: Meter::of(request).allowance() })
}

fn by_key(request: &HttpRequest, holder: Result<KeyHolder, Code>) -> Result<Caller, Problem> {
    let holder = holder.map_err(refusal)?;
    let path = request.match_pattern().unwrap_or_default();
    let needed = openapi::scope_of(request.method().as_str(), &path)
        .ok_or_else(|| Problem::new(Code::KeyNotAccepted))?;
    if !holder.scopes.allow(needed) {
        return Err(Problem::new(Code::ScopeMissing).with("scope", needed.code()));
    }
    let meter = Meter::of(request);
    meter.allow()?;
    let KeyHolder { actor, key, scopes } = holder;
    let (key, scopes, allowance) = (Some(key), Some(scopes), meter.allowance());
    Ok(Caller { actor, key, scopes, session: None, allowance })
}
