use super::Ended;
use crate::{Settings, console};
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Config {
    /// Check the settings and print them as they are in force.
    Check,
}

impl Config {
    pub(super) fn run(self, settings: &Settings) -> Ended {
        let Self::Check = self;
        let mut shown = settings.clone();
        let database = &mut shown.database;
        for url in [&mut database.url, &mut database.system_url, &mut database.migrate_url] {
            *url = without_password(url);
        }
        for secret in [&mut shown.mail.password, &mut shown.sms.access_key_secret] {
            if !secret.is_empty() {
                *secret = "***".to_owned();
            }
        }
        console::say(serde_json::to_string_pretty(&shown)?);
        Ok(ExitCode::SUCCESS)
    }
}

/// A URL whose password, if it has one, is hidden.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let Some((login, host)) = rest.rsplit_once('@') else {
        return url.to_owned();
    };
    let user = login.split_once(':').map_or(login, |(user, _)| user);
    format!("{scheme}://{user}:***@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_printed() {
        assert_eq!(without_password("postgres://a:p@ss@h/db"), "postgres://a:***@h/db");
        assert_eq!(without_password("sqlite://data/x.db"), "sqlite://data/x.db");
    }
}
