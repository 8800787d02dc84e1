use super::credential::{bearer, is_key};
use crate::{
    problem::{Code, Problem},
    state::Api,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
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
    let token = bearer(request.headers()).ok_or_else(refused)?;
    if is_key(token) {
        return Err(Problem::new(Code::KeyNotAccepted));
    }
    let claims = api.accounts.authenticate(token).ok_or_else(refused)?;
    Ok(SignedIn { actor: Actor { user_id: claims.user_id, role: claims.role }, claims })
}
