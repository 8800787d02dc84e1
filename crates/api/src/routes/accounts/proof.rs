use super::identity::named;
use crate::{
    problem::{Code, Problem, refusals},
    wording,
};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::{CodeAnswer, Reauth, ReauthError};

/// A code that was sent to an e-mail or phone number of the account, with the purpose `confirm`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Confirmation, example = json!({ "email": "lin@example.com", "request_id": "q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M", "code": "042517" }))]
pub(crate) struct ConfirmationBody {
    /// The e-mail that it was sent to, or else `phone`.
    #[schema(examples("lin@example.com"))]
    email: Option<String>,
    /// The phone number that it was sent to.
    #[schema(examples("13800138000"))]
    phone: Option<String>,
    /// What asking for the code answered.
    #[schema(examples("q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M"))]
    request_id: String,
    /// The six digits.
    #[schema(examples("042517"))]
    code: String,
}

/// The proof in a body that has a field for either kind.
pub(crate) fn proof(
    password: Option<String>,
    confirmation: Option<ConfirmationBody>,
) -> Result<Reauth, Problem> {
    match (password, confirmation) {
        (Some(password), None) => Ok(Reauth::Password(password)),
        (None, Some(body)) => {
            let identity = named(body.email.as_deref(), body.phone.as_deref())?;
            Ok(Reauth::Code(identity, CodeAnswer { request_id: body.request_id, code: body.code }))
        }
        _ => Err(Problem::invalid("current_password", "missing", wording::PASSWORD_OR_CODE)),
    }
}

impl From<ReauthError> for Problem {
    fn from(error: ReauthError) -> Self {
        match error {
            ReauthError::WrongPassword => Self::new(Code::WrongPassword),
            ReauthError::WrongCode => Self::new(Code::WrongDigits),
            ReauthError::Gone => Self::new(Code::Unauthenticated),
            ReauthError::Throttled(throttled) => throttled.into(),
            ReauthError::Busy(busy) => busy.into(),
            ReauthError::Store(error) => error.into(),
        }
    }
}

refusals! {
    /// What a proof of the account's owner is refused with.
    ReauthRefusals = [WrongPassword, WrongDigits, TooManyAttempts];
}
