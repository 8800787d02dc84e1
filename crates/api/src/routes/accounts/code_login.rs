use super::{codes::CodeRefusals, identity::named, view::SessionView};
use crate::{
    extract::{Body, Sender},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::CodeAnswer;

/// Who signs in, with a code that was sent there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CodeLoginBody, example = json!({ "email": "lin@example.com", "request_id": "q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M", "code": "042517" }))]
struct CodeLoginBody {
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
    /// What the second factor's app shows, or a recovery code; for who has a second factor in force.
    #[schema(examples("492039"), max_length = 100)]
    second_factor: Option<String>,
}

/// Sign in with a code
///
/// The code comes from `POST /api/v1/auth/codes` with the purpose `login`.
#[utoipa::path(
    tag = "accounts",
    security(()),
    request_body = CodeLoginBody,
    responses(
        (status = 200, body = SessionView, description = "Signed in"),
        (status = 401, body = ProblemView, content_type = "application/problem+json", description = "`second_factor_needed`"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`account_disabled`"),
        (status = 429, body = ProblemView, content_type = "application/problem+json", description = "`too_many_attempts`"),
        CodeRefusals,
    )
)]
#[post("/auth/login/code")]
pub(super) async fn create_session_by_code(
    api: Data<Api>,
    sender: Sender,
    body: Body<CodeLoginBody>,
) -> Result<HttpResponse, Problem> {
    let CodeLoginBody { email, phone, request_id, code, second_factor } = body.0;
    let identity = named(email.as_deref(), phone.as_deref())?;
    let answer = CodeAnswer { request_id, code };
    let signed_in =
        api.accounts.login_with_code(&identity, &answer, sender.0, second_factor.as_deref()).await?;
    Ok(HttpResponse::Ok().json(SessionView::at(api.clock.now(), signed_in)))
}
