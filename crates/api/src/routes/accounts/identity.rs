use crate::{problem::Problem, wording};
use xinggen_domain::identity::Identity;

/// Who is meant by a body with both fields, of which one is given; none when it is no address or number.
pub(super) fn meant(email: Option<&str>, phone: Option<&str>) -> Result<Option<Identity>, Problem> {
    match (email, phone) {
        (Some(email), None) => Ok(Identity::email(email)),
        (None, Some(phone)) => Ok(Identity::phone(phone)),
        (None, None) => Err(Problem::invalid("email", "missing", wording::EMAIL_OR_PHONE)),
        (Some(_), Some(_)) => Err(Problem::invalid("phone", "surplus", wording::ONE_IDENTITY)),
    }
}

/// As [`meant`], where it must be an address or a number.
pub(super) fn named(email: Option<&str>, phone: Option<&str>) -> Result<Identity, Problem> {
    meant(email, phone)?.ok_or_else(|| match phone {
        None => Problem::invalid("email", "malformed", wording::NO_EMAIL),
        Some(_) => malformed_phone(),
    })
}

/// That is no phone number.
pub(super) fn malformed_phone() -> Problem {
    Problem::invalid("phone", "malformed", wording::NO_PHONE)
}
