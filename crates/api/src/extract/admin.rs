use super::SignedIn;
use crate::{
    problem::{Code, Problem},
    state::Api,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use futures_util::future::LocalBoxFuture;
use xinggen_application::Actor;

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
            let actor = api.accounts.current(who.actor).await?.ok_or_else(refused)?;
            if actor.is_admin() { Ok(Self(actor)) } else { Err(Problem::new(Code::Forbidden)) }
        })
    }
}
