use super::{
    Meter,
    credential::{bearer, is_key},
    sender::address,
};
use crate::{
    problem::{Code, Problem},
    state::Api,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use futures_util::future::LocalBoxFuture;
use xinggen_application::Actor;
use xinggen_domain::ports::AccessClaims;

/// Somebody with a valid access token, and in which session. The role is the one that the account has, or had less
/// than a second ago.
pub(crate) struct SignedIn {
    pub(crate) actor: Actor,
    pub(crate) claims: AccessClaims,
}

impl FromRequest for SignedIn {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (shown, meter, address) = (shown(request), Meter::of(request), address(request));
        Box::pin(async move {
            let refused = || Problem::new(Code::Unauthenticated);
            let (api, token) = shown.ok_or_else(refused)?;
            if is_key(&token) {
                return Err(Problem::new(Code::KeyNotAccepted));
            }
            let (actor, claims) = api.accounts.authenticate(&token).await?.ok_or_else(refused)?;
            let actor = actor.coming_from(address);
            meter.count(&api, actor).await?;
            Ok(Self { actor, claims })
        })
    }
}

/// The token that a request shows. The request itself must not be kept while something is waited for.
fn shown(request: &HttpRequest) -> Option<(Data<Api>, String)> {
    let api = request.app_data::<Data<Api>>()?;
    bearer(request.headers()).map(|token| (api.clone(), token.to_owned()))
}

/// An administrator, by what the database says just now.
pub(crate) struct Admin(pub(crate) Actor);

impl FromRequest for Admin {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (api, signed_in) =
            (request.app_data::<Data<Api>>().cloned(), SignedIn::from_request(request, payload));
        Box::pin(async move {
            let refused = || Problem::new(Code::Unauthenticated);
            let (api, who) = (api.ok_or_else(refused)?, signed_in.await?);
            Ok(Self(administrator(&api, who.actor).await?))
        })
    }
}

/// Whoever is an administrator by what the database says just now.
pub(super) async fn administrator(api: &Api, who: Actor) -> Result<Actor, Problem> {
    let actor = api.accounts.current(who).await?.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    if actor.is_admin() { Ok(actor) } else { Err(Problem::new(Code::Forbidden)) }
}
