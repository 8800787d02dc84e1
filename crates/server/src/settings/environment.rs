//! `XINGGEN__SECTION__KEY`: what the environment says, by the kind of each setting.

use figment::{
    Figment,
    providers::Env,
    value::{Dict, Value},
};

/// Adds what the environment says. A setting that is text stays text: a password of digits is no number, and one that
/// begins with a bracket no list.
pub(super) fn merge(mut figment: Figment, known: &Dict) -> Figment {
    for (key, text) in Env::prefixed("XINGGEN__").split("__").iter() {
        let value = match is_text(known, key.as_str()) {
            true => Value::from(text),
            // Reading cannot fail: what is neither a number nor a list is text.
            false => text.parse().unwrap_or_else(|_| Value::from(text)),
        };
        figment = figment.merge((key.as_str().to_owned(), value));
    }
    figment
}

fn is_text(known: &Dict, key: &str) -> bool {
    let found = match key.split_once('.') {
        Some((section, rest)) => match known.get(section) {
            Some(Value::Dict(_, section)) => return is_text(section, rest),
            _ => None,
        },
        None => known.get(key),
    };
    matches!(found, Some(Value::String(..)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    #[test]
    fn only_settings_of_text_are_kept_as_they_are() {
        let Ok(Value::Dict(_, known)) = Value::serialize(Settings::default()) else {
            panic!("the defaults are a table");
        };
        for text in ["mail.password", "database.url", "data", "log_format", "keys.master_file"] {
            assert!(is_text(&known, text), "{text}");
        }
        for other in ["worker.slots", "label.enabled", "plans.user.dramas", "mail", "nothing.here"] {
            assert!(!is_text(&known, other), "{other}");
        }
    }
}
