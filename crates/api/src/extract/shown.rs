//! What a request shows of who sends it, found out by the frame before anything else of the request is read: whoever may
//! not call learns nothing else, and is always told the same.

use super::{Meter, sender};
use crate::{
    problem::{Code, Problem},
    state::{API_PREFIX, Api},
};
use actix_web::{
    HttpMessage as _, HttpRequest,
    dev::ServiceRequest,
    http::header::{AUTHORIZATION, HeaderMap},
    web::Data,
};
use std::net::IpAddr;
use xinggen_application::{Actor, KeyHolder};
use xinggen_domain::{api_key, error::StoreError, ports::AccessClaims};

/// Where what only administrators may begins.
const ADMIN: &str = "/admin/";

/// What was found out.
#[derive(Clone)]
pub(super) enum Shown {
    /// About an API key.
    Key(Result<KeyHolder, Code>),
    /// About an access token, and, on the paths of administrators, about its owner's role just now.
    Token(Result<(Actor, AccessClaims), Code>, Option<Result<Actor, Code>>),
}

impl Shown {
    /// What this request shows; none where it shows nothing.
    pub(super) fn by(request: &HttpRequest) -> Option<Self> {
        request.extensions().get::<Self>().cloned()
    }

    /// The caller, if it is valid.
    pub(super) fn actor(&self) -> Option<Actor> {
        match self {
            Self::Key(Ok(holder)) => Some(holder.actor),
            Self::Token(Ok((actor, _)), _) => Some(*actor),
            Self::Key(Err(_)) | Self::Token(Err(_), _) => None,
        }
    }
}

/// Finds out about the token or key that a request shows, if it shows one, and counts the request.
pub(crate) async fn look_up(request: &ServiceRequest, meter: &Meter) {
    let Some(shown) = find_out(request.request()).await else { return };
    if let (Some(actor), Some(api)) = (shown.actor(), request.app_data::<Data<Api>>()) {
        meter.count(api, actor).await;
    }
    request.extensions_mut().insert(shown);
}

/// Finds out anew about whoever was let in a while ago; an error when they would not be now.
pub(super) async fn still_let_in(request: &HttpRequest) -> Result<(), Problem> {
    match find_out(request).await {
        Some(Shown::Key(Err(code)) | Shown::Token(Err(code), _) | Shown::Token(_, Some(Err(code)))) => {
            Err(refusal(code))
        }
        Some(Shown::Key(Ok(_)) | Shown::Token(Ok(_), _)) | None => Ok(()),
    }
}

async fn find_out(request: &HttpRequest) -> Option<Shown> {
    let path = request.path().strip_prefix(API_PREFIX)?;
    let (token, api) = (bearer(request.headers())?, request.app_data::<Data<Api>>()?);
    let address = sender::address(request);
    if token.starts_with(api_key::PREFIX) {
        return Some(Shown::Key(holder(api, token, address).await));
    }
    let person = person(api, token, address).await;
    let admin = match &person {
        Ok((actor, _)) if path.starts_with(ADMIN) => Some(administrator(api, *actor).await),
        _ => None,
    };
    Some(Shown::Token(person, admin))
}

/// What stands behind `Bearer`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

async fn holder(api: &Api, key: &str, address: Option<IpAddr>) -> Result<KeyHolder, Code> {
    found(api.keys.authenticate(key, address).await)
}

async fn person(api: &Api, token: &str, address: Option<IpAddr>) -> Result<(Actor, AccessClaims), Code> {
    let (actor, claims) = found(api.accounts.authenticate(token).await)?;
    Ok((actor.coming_from(address), claims))
}

/// Whoever is an administrator by what the database says just now.
async fn administrator(api: &Api, who: Actor) -> Result<Actor, Code> {
    let actor = found(api.accounts.current(who).await)?;
    if actor.is_admin() { Ok(actor) } else { Err(Code::Forbidden) }
}

fn found<T>(found: Result<Option<T>, StoreError>) -> Result<T, Code> {
    match found {
        Ok(found) => found.ok_or(Code::Unauthenticated),
        Err(error) => {
            tracing::error!(%error, "who asks cannot be looked up");
            Err(if matches!(error, StoreError::Unavailable(_)) { Code::Unavailable } else { Code::Internal })
        }
    }
}

/// Why somebody is not let in.
pub(super) fn refusal(code: Code) -> Problem {
    match code {
        Code::Unavailable => Problem::new(code).retry_after(5),
        _ => Problem::new(code),
    }
}
