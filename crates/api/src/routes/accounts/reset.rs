use super::{codes::CodeRefusals, identity::named};
use crate::{
    extract::{Body, Sender},
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::{CodeAnswer, ResetPasswordError};

/// Who has forgotten the password, with a code that was sent there and the new one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ResetBody, example = json!({ "email": "lin@example.com", "request_id": "q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M", "code": "042517", "password": "correct horse battery staple" }))]
struct ResetBody {
    /// The e-mail that the code was sent to, or else `phone`.
    #[schema(examples("lin@example.com"))]
    email: Option<String>,
    /// The phone number that the code was sent to.
    #[schema(examples("13800138000"))]
    phone: Option<String>,
    /// What asking for the code answered.
    #[schema(examples("q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M"))]
    request_id: String,
    /// The six digits.
    #[schema(examples("042517"))]
    code: String,
    /// The new password, 8 to 256 characters.
    #[schema(examples("correct horse battery staple"), min_length = 8, max_length = 256)]
    password: String,
}

/// Set a new password for a forgotten one
///
/// The code comes from `POST /api/v1/auth/codes` with the purpose `reset`. All sessions of the account end.
#[utoipa::path(
    tag = "accounts",
    security(()),
    request_body = ResetBody,
    responses(
        (status = 204, description = "The new password holds; sign in with it"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`account_disabled`"),
        (status = 429, body = ProblemView, content_type = "application/problem+json", description = "`too_many_attempts`"),
        CodeRefusals,
    )
)]
#[post("/auth/password/reset")]
pub(super) async fn reset_password(
    api: Data<Api>,
    sender: Sender,
    body: Body<ResetBody>,
) -> Result<HttpResponse, Problem> {
    let ResetBody { email, phone, request_id, code, password } = body.0;
    let identity = named(email.as_deref(), phone.as_deref())?;
    let answer = CodeAnswer { request_id, code };
    api.accounts.reset_password(&identity, &answer, &password, sender.0.address).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<ResetPasswordError> for Problem {
    fn from(error: ResetPasswordError) -> Self {
        match error {
            ResetPasswordError::WrongCode => Self::new(Code::WrongDigits),
            ResetPasswordError::Password(fault) => fault.into(),
            ResetPasswordError::Disabled => Self::new(Code::AccountDisabled),
            ResetPasswordError::Throttled(throttled) => throttled.into(),
            ResetPasswordError::Busy(busy) => busy.into(),
            ResetPasswordError::Store(error) => error.into(),
        }
    }
}
