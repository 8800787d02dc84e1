use super::view::SessionView;
use crate::{
    extract::Body,
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
#[schema(as = LoginBody)]
struct LoginBody {
    /// The e-mail.
    #[schema(examples("lin@example.com"))]
    email: String,
    /// The password.
    #[schema(examples("correct horse battery staple"))]
    password: String,
}

/// Sign in
#[utoipa::path(
    tag = "accounts",
    security(()),
    request_body = LoginBody,
    responses(
        (status = 200, body = SessionView, description = "Signed in"),
        (status = 401, body = ProblemView, content_type = "application/problem+json", description = "`wrong_credentials`"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`account_disabled`"),
    )
)]
#[post("/auth/login")]
pub(super) async fn create_session(api: Data<Api>, body: Body<LoginBody>) -> Result<HttpResponse, Problem> {
    let signed_in = api.accounts.login(&body.0.email, &body.0.password).await?;
    Ok(HttpResponse::Ok().json(SessionView::from(signed_in)))
}

impl From<LoginError> for Problem {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::WrongCredentials => Self::new(Code::WrongCredentials),
            LoginError::Disabled => Self::new(Code::AccountDisabled),
            LoginError::Store(error) => error.into(),
        }
    }
}
