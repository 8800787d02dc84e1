use crate::problem::Problem;
use xinggen_domain::identity::Identity;

/// Who is meant by a body with both fields, of which one is given; none when it is no address or number.
pub(super) fn meant(email: Option<&str>, phone: Option<&str>) -> Result<Option<Identity>, Problem> {
    match (email, phone) {
        (Some(email), None) => Ok(Identity::email(email)),
        (None, Some(phone)) => Ok(Identity::phone(phone)),
        (None, None) => Err(Problem::invalid("email", "missing", "either email or phone is needed")),
        (Some(_), Some(_)) => {
            Err(Problem::invalid("phone", "surplus", "only one of email and phone is taken"))
        }
    }
}

/// As [`meant`], where it must be an address or a number.
pub(super) fn named(email: Option<&str>, phone: Option<&str>) -> Result<Identity, Problem> {
    meant(email, phone)?.ok_or_else(|| match phone {
        None => Problem::invalid("email", "malformed", "not an e-mail address"),
        Some(_) => malformed_phone(),
    })
}

/// That is no phone number.
pub(super) fn malformed_phone() -> Problem {
    Problem::invalid(
        "phone",
        "malformed",
        "not a phone number: with a country code, like +85291234567, or a mobile number of mainland China",
    )
}
