use super::proof::{ConfirmationBody, ReauthRefusals, proof};
use crate::{
    extract::{Body, SteppedUp},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, put, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::ChangePasswordError;

/// A new password, and the proof that it is the account's owner who wants it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordBody, example = json!({ "current_password": "correct horse battery staple", "password": "seven quiet lighthouse keepers" }))]
struct PasswordBody {
    /// The password that holds now, or else `confirmation`.
    #[schema(examples("correct horse battery staple"))]
    current_password: Option<String>,
    /// A code, where there is no password yet.
    confirmation: Option<ConfirmationBody>,
    /// The new one, 8 to 256 characters and not easy to guess.
    #[schema(examples("seven quiet lighthouse keepers"), min_length = 8, max_length = 256)]
    password: String,
}

/// Change the password
///
/// All other sessions of the account end within a second.
#[utoipa::path(
    tag = "accounts",
    request_body = PasswordBody,
    responses(
        (status = 204, description = "The new password holds"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
        ReauthRefusals,
    )
)]
#[put("/me/password")]
pub(super) async fn update_password(
    api: Data<Api>,
    who: SteppedUp,
    body: Body<PasswordBody>,
) -> Result<HttpResponse, Problem> {
    let PasswordBody { current_password, confirmation, password } = body.0;
    let proof = proof(current_password, confirmation)?;
    api.accounts.change_password(who.actor, who.session, &proof, &password).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<ChangePasswordError> for Problem {
    fn from(error: ChangePasswordError) -> Self {
        match error {
            ChangePasswordError::Reauth(error) => error.into(),
            ChangePasswordError::Password(fault) => fault.into(),
            ChangePasswordError::Busy(busy) => busy.into(),
            ChangePasswordError::Store(error) => error.into(),
        }
    }
}
