use super::identity::named;
use crate::{
    extract::{Body, Sender},
    problem::{Problem, ProblemView, refusals},
    state::Api,
    wording,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use xinggen_application::{RequestCodeError, SentCode};
use xinggen_domain::verification::CodePurpose;

/// What a code is for.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CodePurpose)]
enum PurposeBody {
    /// To open an account.
    Register,
    /// To sign in.
    Login,
    /// To set a new password for a forgotten one.
    Reset,
}

/// Who asks for a code, and for what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateCodeBody, example = json!({ "email": "lin@example.com", "purpose": "login" }))]
struct CreateCodeBody {
    /// The e-mail to send it to, or else `phone`.
    #[schema(examples("lin@example.com"), max_length = 254)]
    email: Option<String>,
    /// The phone number to send it to: with a country code, or a mobile number of mainland China.
    #[schema(examples("13800138000"))]
    phone: Option<String>,
    /// What it is for.
    #[schema(examples("login"))]
    purpose: PurposeBody,
}

/// A code that is on its way, if there is anybody to send it to.
#[derive(Serialize, ToSchema)]
#[schema(as = SentCode)]
pub(super) struct SentCodeView {
    /// To be sent back together with the code.
    #[schema(examples("q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M"))]
    request_id: String,
    /// For how many seconds the code holds.
    #[schema(examples(600))]
    expires_in: u32,
}

impl From<SentCode> for SentCodeView {
    fn from(sent: SentCode) -> Self {
        Self { request_id: sent.request_id, expires_in: sent.expires_in }
    }
}

/// Ask for a code
///
/// Sends six digits to an e-mail address or a phone number. They hold for 10 minutes, are used once and tried at most
/// 10 times, and only together with the `request_id` of this answer. The answer is the same whether or not there is an
/// account; a code for signing in or for a new password is sent only when there is one.
#[utoipa::path(
    tag = "accounts",
    security(()),
    request_body = CreateCodeBody,
    responses(
        (status = 201, body = SentCodeView, description = "A code is on its way, if there is anybody to send it to"),
        (status = 429, body = ProblemView, content_type = "application/problem+json", description = "`too_many_attempts`"),
    )
)]
#[post("/auth/codes")]
pub(super) async fn create_code(
    api: Data<Api>,
    sender: Sender,
    body: Body<CreateCodeBody>,
) -> Result<HttpResponse, Problem> {
    let CreateCodeBody { email, phone, purpose } = body.0;
    let identity = named(email.as_deref(), phone.as_deref())?;
    let purpose = match purpose {
        PurposeBody::Register => CodePurpose::Register,
        PurposeBody::Login => CodePurpose::Login,
        PurposeBody::Reset => CodePurpose::Reset,
    };
    let sent = api.accounts.request_code(purpose, &identity, sender.0.address).await?;
    Ok(HttpResponse::Created().json(SentCodeView::from(sent)))
}

impl From<RequestCodeError> for Problem {
    fn from(error: RequestCodeError) -> Self {
        match error {
            RequestCodeError::NotOwn => Self::invalid("purpose", "not_own", wording::NOT_OWN),
            RequestCodeError::Throttled(throttled) => throttled.into(),
            RequestCodeError::Store(error) => error.into(),
        }
    }
}

refusals! {
    /// A code that was sent is wrong, used or over.
    CodeRefusals = [WrongDigits];
}
