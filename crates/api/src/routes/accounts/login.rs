use super::{codes::CodeRefusals, identity::meant, view::SessionView};
use crate::{
    extract::{Body, Sender},
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::LoginError;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LoginBody, example = json!({ "email": "lin@example.com", "password": "correct horse battery staple" }))]
struct LoginBody {
    /// The e-mail, or else `phone`.
    #[schema(examples("lin@example.com"))]
    email: Option<String>,
    /// The phone number: with a country code, or a mobile number of mainland China.
    #[schema(examples("13800138000"))]
    phone: Option<String>,
    /// The password.
    #[schema(examples("correct horse battery staple"))]
    password: String,
    /// What the second factor's app shows, or a recovery code; for who has a second factor in force.
    #[schema(examples("492039"), max_length = 100)]
    second_factor: Option<String>,
}

/// Sign in with a password
#[utoipa::path(
    tag = "accounts",
    security(()),
    request_body = LoginBody,
    responses(
        (status = 200, body = SessionView, description = "Signed in"),
        (status = 401, body = ProblemView, content_type = "application/problem+json", description = "`wrong_credentials`, `second_factor_needed`"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`account_disabled`"),
        (status = 429, body = ProblemView, content_type = "application/problem+json", description = "`too_many_attempts`"),
        CodeRefusals,
    )
)]
#[post("/auth/login")]
pub(super) async fn create_session(
    api: Data<Api>,
    sender: Sender,
    body: Body<LoginBody>,
) -> Result<HttpResponse, Problem> {
    let LoginBody { email, phone, password, second_factor } = body.0;
    let identity = meant(email.as_deref(), phone.as_deref())?;
    let signed_in =
        api.accounts.login(identity.as_ref(), &password, sender.0, second_factor.as_deref()).await?;
    Ok(HttpResponse::Ok().json(SessionView::at(api.clock.now(), signed_in)))
}

impl From<LoginError> for Problem {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::WrongCredentials => Self::new(Code::WrongCredentials),
            LoginError::WrongCode => Self::new(Code::WrongDigits),
            LoginError::SecondFactorNeeded => Self::new(Code::SecondFactorNeeded),
            LoginError::SecondFactor(error) => error.into(),
            LoginError::Disabled => Self::new(Code::AccountDisabled),
            LoginError::Throttled(throttled) => throttled.into(),
            LoginError::Busy(busy) => busy.into(),
            LoginError::Store(error) => error.into(),
        }
    }
}
