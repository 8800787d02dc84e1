use super::{codes::CodeRefusals, identity::named, view::SessionView};
use crate::{
    extract::{Body, Sender},
    problem::{Code, Problem, ProblemView},
    state::Api,
    wording,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::{CodeAnswer, Register, RegisterError};

/// Somebody new.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RegisterBody, example = json!({ "email": "lin@example.com", "password": "correct horse battery staple" }))]
struct RegisterBody {
    /// The e-mail, or else `phone`.
    #[schema(examples("lin@example.com"), max_length = 254, format = Email)]
    email: Option<String>,
    /// The phone number: with a country code, or a mobile number of mainland China.
    #[schema(examples("13800138000"))]
    phone: Option<String>,
    /// The password, 8 to 256 characters and not easy to guess. Whoever comes with a code may do without: then codes
    /// are the only way in.
    #[schema(examples("correct horse battery staple"), min_length = 8, max_length = 256)]
    password: Option<String>,
    /// What asking for a code with the purpose `register` answered. Servers that send mails or short messages ask for
    /// a code; one that runs on a machine of one's own does not.
    #[schema(examples("q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M"))]
    request_id: Option<String>,
    /// The six digits, together with `request_id`.
    #[schema(examples("042517"))]
    code: Option<String>,
    /// The name shown; without it, the part of the e-mail before the @, or the end of the phone number.
    #[schema(examples("林晚"), min_length = 1, max_length = 60)]
    name: Option<String>,
}

/// Open an account
///
/// The new account is signed in at once. It has its sign-up credits, unless its e-mail or phone number earned them
/// before.
#[utoipa::path(
    tag = "accounts",
    security(()),
    request_body = RegisterBody,
    responses(
        (status = 201, body = SessionView, description = "The account is open and signed in"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`email_taken` or `phone_taken`"),
        (status = 429, body = ProblemView, content_type = "application/problem+json", description = "`too_many_attempts`"),
        CodeRefusals,
    )
)]
#[post("/auth/register")]
pub(super) async fn register_account(
    api: Data<Api>,
    sender: Sender,
    body: Body<RegisterBody>,
) -> Result<HttpResponse, Problem> {
    let RegisterBody { email, phone, password, request_id, code, name } = body.0;
    let has_code = request_id.is_some() || code.is_some();
    let answer = match (request_id, code) {
        (Some(request_id), Some(code)) => Ok(Some(CodeAnswer { request_id, code })),
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Problem::invalid("request_id", "missing", wording::CODE_ALONE)),
        (Some(_), None) => Err(Problem::invalid("code", "missing", wording::REQUEST_ALONE)),
    };
    let (identity, code) = match (named(email.as_deref(), phone.as_deref()), answer) {
        (Ok(identity), Ok(code)) => (identity, code),
        (identity, code) => {
            let meant = identity.as_ref().ok();
            let (name, password) = (name.as_deref(), password.as_deref());
            let rest = api.accounts.check_registration(meant, name, password, has_code).await;
            let wrong = Problem::of_faults([]).and(identity.map(drop)).and(code.map(drop));
            return Err(wrong.and(rest.map_err(Into::into)));
        }
    };
    let signed_in = api.accounts.register(Register { identity, code, password, name }, sender.0).await?;
    Ok(HttpResponse::Created().json(SessionView::at(api.clock.now(), signed_in)))
}

impl From<RegisterError> for Problem {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Invalid(invalid) => invalid.into(),
            RegisterError::WrongCode => Self::new(Code::WrongDigits),
            RegisterError::Taken(kind) => Self::taken(kind),
            RegisterError::Throttled(throttled) => throttled.into(),
            RegisterError::Busy(busy) => busy.into(),
            RegisterError::Store(error) => error.into(),
        }
    }
}
