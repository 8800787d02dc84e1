use super::{SignedIn, actor::Admin};
use crate::{
    problem::{Code, Problem},
    state::Api,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use futures_util::future::LocalBoxFuture;
use xinggen_application::Actor;
use xinggen_domain::SessionId;

/// Somebody signed in who may do what is dangerous: with a second factor in force, their session gave a proof of it in
/// the last minutes.
pub(crate) struct SteppedUp {
    pub(crate) actor: Actor,
    pub(crate) session: SessionId,
}

impl FromRequest for SteppedUp {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (person, api) = (SignedIn::by(request), api(request));
        Box::pin(async move {
            let (SignedIn { actor, claims }, api) = (person?, api?);
            check(&api, actor, claims.session_id).await?;
            Ok(Self { actor, session: claims.session_id })
        })
    }
}

/// An administrator, by what the database says just now, who may do what is dangerous.
pub(crate) struct ActingAdmin(pub(crate) Actor);

impl FromRequest for ActingAdmin {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (person, admin, api) = (SignedIn::by(request), Admin::by(request), api(request));
        Box::pin(async move {
            let (SignedIn { claims, .. }, Admin(actor), api) = (person?, admin?, api?);
            check(&api, actor, claims.session_id).await?;
            Ok(Self(actor))
        })
    }
}

fn api(request: &HttpRequest) -> Result<Data<Api>, Problem> {
    request.app_data::<Data<Api>>().cloned().ok_or_else(|| Problem::new(Code::Unauthenticated))
}

async fn check(api: &Api, actor: Actor, session: SessionId) -> Result<(), Problem> {
    let proved = api.two_factor.may_act(actor, session).await?;
    if proved { Ok(()) } else { Err(Problem::new(Code::StepUpRequired)) }
}
