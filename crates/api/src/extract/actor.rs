use crate::{
    problem::{Code, Problem},
    state::Api,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header::AUTHORIZATION, web::Data};
use futures_util::future::LocalBoxFuture;
use std::future::{Ready, ready};
use xinggen_application::Actor;
use xinggen_domain::ports::AccessClaims;

/// Somebody with a valid access token, and in which session.
pub(crate) struct SignedIn {
    pub(crate) actor: Actor,
    pub(crate) claims: AccessClaims,
}

impl FromRequest for SignedIn {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(signed_in(request))
    }
}

fn signed_in(request: &HttpRequest) -> Result<SignedIn, Problem> {
    let refused = || Problem::new(Code::Unauthenticated);
    let api = request.app_data::<Data<Api>>().ok_or_else(refused)?;
    let header =
        request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or_else(refused)?;
    let (scheme, token) = header.split_once(' ').ok_or_else(refused)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(refused());
    }
    let claims = api.accounts.authenticate(token.trim()).ok_or_else(refused)?;
    Ok(SignedIn { actor: Actor { user_id: claims.user_id, role: claims.role }, claims })
}

/// An administrator, by what the database says just now.
pub(crate) struct Admin(pub(crate) Actor);

impl FromRequest for Admin {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (api, who) = (request.app_data::<Data<Api>>().cloned(), signed_in(request));
        Box::pin(async move {
            let (api, who) = (api.ok_or_else(|| Problem::new(Code::Unauthenticated))?, who?);
            match api.accounts.current(who.actor).await? {
                Some(actor) if actor.is_admin() => Ok(Self(actor)),
                Some(_) => Err(Problem::new(Code::Forbidden)),
                None => Err(Problem::new(Code::Unauthenticated)),
            }
        })
    }
}
