use super::view::TwoFactorSecretView;
use crate::{
    extract::SignedIn,
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_application::EnrolError;

/// Begin with a second factor
///
/// Gives the secret for an app that shows one-time codes. It is in force once a code of it is confirmed; until then
/// another call begins anew.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 201, body = TwoFactorSecretView, description = "The secret"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`two_factor_on`"),
    )
)]
#[post("/me/two-factor")]
pub(super) async fn create_two_factor(api: Data<Api>, who: SignedIn) -> Result<HttpResponse, Problem> {
    let enrolled = api.two_factor.enrol(who.actor).await?;
    Ok(HttpResponse::Created().json(TwoFactorSecretView::from(enrolled)))
}

impl From<EnrolError> for Problem {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::InForce => Self::new(Code::TwoFactorOn),
            EnrolError::Gone => Self::new(Code::Unauthenticated),
            EnrolError::Store(error) => error.into(),
        }
    }
}
