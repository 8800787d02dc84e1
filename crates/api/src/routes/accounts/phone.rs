use super::{
    identity::malformed_phone,
    proof::{ConfirmationBody, ReauthRefusals, proof},
    view::UserView,
};
use crate::{
    extract::{Body, SteppedUp},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, put, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::CodeAnswer;
use xinggen_domain::identity::{Identity, IdentityKind};

/// A phone number to bind, with a code that was sent there and the proof of the account's owner.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BindPhoneBody, example = json!({ "phone": "13800138000", "request_id": "q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M", "code": "042517", "current_password": "correct horse battery staple" }))]
struct BindPhoneBody {
    /// A phone number.
    #[schema(examples("13800138000"))]
    phone: String,
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

/// Bind a phone number
///
/// It takes the place of the one that was bound before. The code comes from `POST /api/v1/me/codes`.
#[utoipa::path(
    tag = "accounts",
    request_body = BindPhoneBody,
    responses(
        (status = 200, body = UserView, description = "The account"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`phone_taken`"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
        ReauthRefusals,
    )
)]
#[put("/me/phone")]
pub(super) async fn bind_phone(
    api: Data<Api>,
    who: SteppedUp,
    body: Body<BindPhoneBody>,
) -> Result<HttpResponse, Problem> {
    let BindPhoneBody { phone, request_id, code, current_password, confirmation } = body.0;
    let identity = Identity::phone(&phone).ok_or_else(malformed_phone)?;
    let proof = proof(current_password, confirmation)?;
    let answer = CodeAnswer { request_id, code };
    let user = api.accounts.bind_identity(who.actor, identity, &answer, &proof).await?;
    Ok(HttpResponse::Ok().json(UserView::at(api.clock.now(), user)))
}

/// The proof of the account's owner.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UnbindPhoneBody, example = json!({ "current_password": "correct horse battery staple" }))]
struct UnbindPhoneBody {
    /// The password, or else `confirmation`.
    #[schema(examples("correct horse battery staple"))]
    current_password: Option<String>,
    /// A code to an e-mail or phone number of the account.
    confirmation: Option<ConfirmationBody>,
}

/// Unbind the phone number
#[utoipa::path(
    tag = "accounts",
    request_body = UnbindPhoneBody,
    responses(
        (status = 200, body = UserView, description = "The account"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`not_bound`, or `last_identity` when it is the only way in"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
        ReauthRefusals,
    )
)]
#[post("/me/phone/unbind")]
pub(super) async fn unbind_phone(
    api: Data<Api>,
    who: SteppedUp,
    body: Body<UnbindPhoneBody>,
) -> Result<HttpResponse, Problem> {
    let proof = proof(body.0.current_password, body.0.confirmation)?;
    let user = api.accounts.unbind_identity(who.actor, IdentityKind::Phone, &proof).await?;
    Ok(HttpResponse::Ok().json(UserView::at(api.clock.now(), user)))
}
