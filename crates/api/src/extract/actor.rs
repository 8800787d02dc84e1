use crate::{
    problem::{Code, Problem},
    state::Api,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header::AUTHORIZATION, web::Data};
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
