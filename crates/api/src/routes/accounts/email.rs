use super::{
    proof::{ConfirmationBody, ReauthRefusals, proof},
    view::UserView,
};
use crate::{
    extract::{Body, SteppedUp},
    problem::{Code, Problem, ProblemView},
    state::Api,
    wording,
};
use actix_web::{HttpResponse, post, put, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::{BindIdentityError, CodeAnswer, UnbindIdentityError};
use xinggen_domain::identity::{Identity, IdentityKind};

/// An e-mail address to bind, with a code that was sent there and the proof of the account's owner.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BindEmailBody, example = json!({ "email": "lin@example.com", "request_id": "q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M", "code": "042517", "current_password": "correct horse battery staple" }))]
struct BindEmailBody {
    /// An e-mail address.
    #[schema(examples("lin@example.com"))]
    email: String,
    /// What asking for the code, with the purpose `bind`, answered.
    #[schema(examples("q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M"))]
    request_id: String,
    /// The six digits.
    #[schema(examples("042517"))]
    code: String,
    /// The password, or else `confirmation`.
    #[schema(examples("correct horse battery staple"))]
    current_password: Option<String>,
    /// A code to an e-mail or phone number that the account has already.
    confirmation: Option<ConfirmationBody>,
}

/// Bind an e-mail address
///
/// It takes the place of the one that was bound before. The code comes from `POST /api/v1/me/codes`.
#[utoipa::path(
    tag = "accounts",
    request_body = BindEmailBody,
    responses(
        (status = 200, body = UserView, description = "The account"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`email_taken`"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
        ReauthRefusals,
    )
)]
#[put("/me/email")]
pub(super) async fn bind_email(
    api: Data<Api>,
    who: SteppedUp,
    body: Body<BindEmailBody>,
) -> Result<HttpResponse, Problem> {
    let BindEmailBody { email, request_id, code, current_password, confirmation } = body.0;
    let identity =
        Identity::email(&email).ok_or_else(|| Problem::invalid("email", "malformed", wording::NO_EMAIL))?;
    let proof = proof(current_password, confirmation)?;
    let answer = CodeAnswer { request_id, code };
    let user = api.accounts.bind_identity(who.actor, identity, &answer, &proof).await?;
    Ok(HttpResponse::Ok().json(UserView::at(api.clock.now(), user)))
}

/// The proof of the account's owner.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UnbindEmailBody, example = json!({ "current_password": "correct horse battery staple" }))]
struct UnbindEmailBody {
    /// The password, or else `confirmation`.
    #[schema(examples("correct horse battery staple"))]
    current_password: Option<String>,
    /// A code to an e-mail or phone number of the account.
    confirmation: Option<ConfirmationBody>,
}

/// Unbind the e-mail address
#[utoipa::path(
    tag = "accounts",
    request_body = UnbindEmailBody,
    responses(
        (status = 200, body = UserView, description = "The account"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`not_bound`, or `last_identity` when it is the only way in"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
        ReauthRefusals,
    )
)]
#[post("/me/email/unbind")]
pub(super) async fn unbind_email(
    api: Data<Api>,
    who: SteppedUp,
    body: Body<UnbindEmailBody>,
) -> Result<HttpResponse, Problem> {
    let proof = proof(body.0.current_password, body.0.confirmation)?;
    let user = api.accounts.unbind_identity(who.actor, IdentityKind::Email, &proof).await?;
    Ok(HttpResponse::Ok().json(UserView::at(api.clock.now(), user)))
}

impl From<BindIdentityError> for Problem {
    fn from(error: BindIdentityError) -> Self {
        match error {
            BindIdentityError::Reauth(error) => error.into(),
            BindIdentityError::WrongCode => Self::new(Code::WrongDigits),
            BindIdentityError::Taken(kind) => Self::taken(kind),
            BindIdentityError::Throttled(throttled) => throttled.into(),
            BindIdentityError::Store(error) => error.into(),
        }
    }
}

impl From<UnbindIdentityError> for Problem {
    fn from(error: UnbindIdentityError) -> Self {
        match error {
            UnbindIdentityError::Reauth(error) => error.into(),
            UnbindIdentityError::NotBound => Self::new(Code::NotBound),
            UnbindIdentityError::LastIdentity => Self::new(Code::LastIdentity),
            UnbindIdentityError::Store(error) => error.into(),
        }
    }
}
