use super::SignedIn;
use crate::{
    problem::{Code, Problem},
    state::Api,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use futures_util::future::LocalBoxFuture;
use xinggen_application::Actor;

/// Somebody signed in who may do what is dangerous: with a second factor in force, their session gave a proof of it in
/// the last minutes; an admin always needs one.
pub(crate) struct SteppedUp {
    pub(crate) actor: Actor,
}

impl FromRequest for SteppedUp {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let person = SignedIn::from_request(request, payload);
        let api = request.app_data::<Data<Api>>().cloned();
        Box::pin(async move {
            let SignedIn { actor, claims } = person.await?;
            let api = api.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
            if !api.two_factor.may_act(actor, claims.session_id).await? {
                return Err(Problem::new(Code::StepUpRequired));
            }
            Ok(Self { actor })
        })
    }
}
