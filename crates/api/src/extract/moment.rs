use chrono::Datelike as _;
use serde::{Deserialize, Deserializer, de::Error as _};
use xinggen_domain::time::{Timestamp, whole_micros};

/// Reads a moment, with `#[serde(default, deserialize_with = "moment")]`: in whole microseconds, as every store keeps
/// it, and of the years that RFC 3339 writes with four digits. The stores do not agree about others.
pub(crate) fn moment<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Timestamp>, D::Error> {
    let Some(moment) = Option::<Timestamp>::deserialize(field)? else { return Ok(None) };
    if !(1..=9999).contains(&moment.year()) {
        return Err(D::Error::custom("a time of the years 0001 to 9999 is expected"));
    }
    Ok(Some(whole_micros(moment)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Deserialize)]
    struct Body {
        #[serde(default, deserialize_with = "moment")]
        at: Option<Timestamp>,
    }

    fn read(at: &str) -> Result<Option<String>, serde_json::Error> {
        serde_json::from_value(json!({ "at": at })).map(|body: Body| body.at.map(|at| at.to_rfc3339()))
    }

    #[test]
    fn a_moment_has_four_digits_of_years_and_six_of_a_second() {
        let whole = "2026-11-23T10:00:00.123456+00:00";
        assert_eq!(read("2026-11-23T18:00:00.1234567+08:00").expect("a moment").as_deref(), Some(whole));
        for far in ["0000-12-31T23:59:59Z", "-5000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "soon"] {
            assert!(read(far).is_err(), "{far}");
        }
        for near in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
            assert!(read(near).is_ok(), "{near}");
        }
        let none: Body = serde_json::from_value(json!({})).expect("nothing");
        assert_eq!(none.at, None);
    }
}
