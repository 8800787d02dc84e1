use super::view::TwoFactorSecretView;
use crate::{
    extract::{Body, SignedIn},
    problem::{Code, Problem, ProblemView},
    routes::accounts::{ConfirmationBody, ReauthRefusals, proof},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::EnrolError;

/// The proof that it is the account's owner who wants it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateTwoFactorBody, example = json!({ "current_password": "correct horse battery staple" }))]
struct CreateTwoFactorBody {
    /// The password, or else `confirmation`.
    #[schema(examples("correct horse battery staple"))]
    current_password: Option<String>,
    /// A code to an e-mail or phone number of the account.
    confirmation: Option<ConfirmationBody>,
}

/// Begin with a second factor
///
/// Gives the secret for an app that shows one-time codes. It is in force once a code of it is confirmed; until then
/// another call begins anew.
#[utoipa::path(
    tag = "accounts",
    request_body = CreateTwoFactorBody,
    responses(
        (status = 201, body = TwoFactorSecretView, description = "The secret"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`two_factor_on`"),
        ReauthRefusals,
    )
)]
#[post("/me/two-factor")]
pub(super) async fn create_two_factor(
    api: Data<Api>,
    who: SignedIn,
    body: Body<CreateTwoFactorBody>,
) -> Result<HttpResponse, Problem> {
    // Whoever has come by a token is not to shut the owner out.
    let proof = proof(body.0.current_password, body.0.confirmation)?;
    api.accounts.check_owner(who.actor, &proof).await?;
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
