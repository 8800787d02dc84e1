//! Settings that nobody reads over a shoulder: neither `config check` nor a log line nor a fault shows them.

use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// Words that only the one who set them knows.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

/// A database's URL; the password in it, if there is one, is hidden.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct LoginUrl(String);

const MASK: &str = "***";

impl Secret {
    /// The words themselves.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl LoginUrl {
    /// The URL with its password.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The URL as it may be shown. What stands behind `?` may name a password, too.
    fn shown(&self) -> String {
        let (before, query) = self.0.split_once('?').unwrap_or((&self.0, ""));
        let query = match query.to_ascii_lowercase().contains("password") {
            true => format!("?{MASK}"),
            false if query.is_empty() => String::new(),
            false => format!("?{query}"),
        };
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return if self.0.contains('@') { MASK.to_owned() } else { format!("{before}{query}") };
        };
        let Some((login, host)) = rest.rsplit_once('@') else {
            return format!("{before}{query}");
        };
        let Some((user, _)) = login.split_once(':') else {
            return format!("{before}{query}");
        };
        // A question mark in the password has cut the URL before its host.
        let host = host.split_once('?').map_or(host, |(host, _)| host);
        format!("{scheme}://{user}:{MASK}@{host}{}", if login.contains('?') { "" } else { &query })
    }
}

impl From<String> for Secret {
    fn from(words: String) -> Self {
        Self(words)
    }
}

impl From<String> for LoginUrl {
    fn from(url: String) -> Self {
        Self(url)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "\"\"" } else { MASK })
    }
}

impl fmt::Debug for LoginUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.shown(), f)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.is_empty() { "" } else { MASK })
    }
}

impl Serialize for LoginUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(url: &str) -> String {
        let url = LoginUrl::from(url.to_owned());
        assert_eq!(format!("{url:?}"), format!("{:?}", url.shown()));
        url.shown()
    }

    #[test]
    fn passwords_are_never_shown() {
        assert_eq!(shown("postgres://a:p@ss@h/db"), "postgres://a:***@h/db");
        assert_eq!(shown("postgres://a:p?ss@h/db?sslmode=require"), "postgres://a:***@h/db");
        assert_eq!(
            shown("postgres://a:secret@h/db?sslmode=require"),
            "postgres://a:***@h/db?sslmode=require"
        );
        assert_eq!(shown("postgres://h/db?user=a&password=secret"), "postgres://h/db?***");
        assert_eq!(shown("postgres://a@h/db"), "postgres://a@h/db");
        assert_eq!(shown("postgre:/a:secret@h/db"), "***");
        assert_eq!(shown("sqlite://data/x.db?mode=rwc"), "sqlite://data/x.db?mode=rwc");
    }

    #[test]
    fn secrets_are_hidden_wherever_they_are_written() {
        let secret = Secret::from("hunter2".to_owned());
        assert_eq!(format!("{secret:?} {:?}", Secret::default()), "*** \"\"");
        assert_eq!(serde_json::to_string(&[&secret, &Secret::default()]).expect("JSON"), "[\"***\",\"\"]");
    }
}
