use super::proof::{ConfirmationBody, ReauthRefusals, proof};
use crate::{
    extract::{Body, SteppedUp},
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::EraseAccountError;

/// The proof that it is the account's owner who wants it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EraseAccountBody, example = json!({ "current_password": "seven quiet lighthouse keepers", "forfeit_credits": true }))]
struct EraseAccountBody {
    /// The password, or else `confirmation`.
    #[schema(examples("correct horse battery staple"))]
    current_password: Option<String>,
    /// A code to an e-mail or phone number of the account.
    confirmation: Option<ConfirmationBody>,
    /// Gives up credits that were paid for, if there are any left.
    #[serde(default)]
    forfeit_credits: bool,
}

/// Erase the account
///
/// For good: nobody can come in from now on, the e-mail and the phone number are free, and running work is called off.
/// Dramas, files, keys and configurations are cleared within the hour. The statement and the audit log stay, of a user
/// who has no name any more. Get `GET /api/v1/me/export` before.
#[utoipa::path(
    tag = "accounts",
    request_body = EraseAccountBody,
    responses(
        (status = 204, description = "The account is erased"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`paid_credits_left`, or `administrator`: another administrator takes the role away first"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
        ReauthRefusals,
    )
)]
#[post("/me/erase")]
pub(super) async fn erase_account(
    api: Data<Api>,
    who: SteppedUp,
    body: Body<EraseAccountBody>,
) -> Result<HttpResponse, Problem> {
    let EraseAccountBody { current_password, confirmation, forfeit_credits } = body.0;
    let proof = proof(current_password, confirmation)?;
    api.accounts.erase_account(who.actor, &proof, forfeit_credits).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<EraseAccountError> for Problem {
    fn from(error: EraseAccountError) -> Self {
        match error {
            EraseAccountError::Reauth(error) => error.into(),
            EraseAccountError::Administrator => Self::new(Code::Administrator),
            EraseAccountError::PaidCreditsLeft(left) => {
                Self::new(Code::PaidCreditsLeft).with("left", left.get())
            }
            EraseAccountError::Store(error) => error.into(),
        }
    }
}
