use super::view::SessionView;
use crate::{
    extract::Body,
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::{PasswordFault, Register, RegisterError};

/// Somebody new.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RegisterBody)]
struct RegisterBody {
    /// The e-mail.
    #[schema(examples("lin@example.com"), max_length = 254)]
    email: String,
    /// The password, 8 to 256 characters.
    #[schema(examples("correct horse battery staple"), min_length = 8, max_length = 256)]
    password: String,
    /// The name shown; without it, the part of the e-mail before the @.
    #[schema(examples("林晚"), max_length = 100)]
    name: Option<String>,
}

/// Open an account
///
/// The new account is signed in at once, and has its sign-up credits.
#[utoipa::path(
    tag = "accounts",
    security(()),
    request_body = RegisterBody,
    responses(
        (status = 201, body = SessionView, description = "The account is open and signed in"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`email_taken`"),
    )
)]
#[post("/auth/register")]
pub(super) async fn register_account(
    api: Data<Api>,
    body: Body<RegisterBody>,
) -> Result<HttpResponse, Problem> {
    let RegisterBody { email, password, name } = body.0;
    let signed_in = api.accounts.register(Register { email, password, name }).await?;
    Ok(HttpResponse::Created().json(SessionView::from(signed_in)))
}

impl From<RegisterError> for Problem {
    fn from(error: RegisterError) -> Self {
        let told = error.to_string();
        match error {
            RegisterError::Email => Self::invalid("email", "malformed", told),
            RegisterError::Password(PasswordFault::Length) => Self::invalid("password", "length", told),
            RegisterError::Password(PasswordFault::IsEmail) => Self::invalid("password", "is_email", told),
            RegisterError::Name => Self::invalid("name", "length", told),
            RegisterError::EmailTaken => Self::new(Code::EmailTaken),
            RegisterError::Store(error) => error.into(),
        }
    }
}
