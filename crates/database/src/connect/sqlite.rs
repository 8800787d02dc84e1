use super::{Pools, unusable};
use crate::{DatabaseSettings, error::store_error, home::Pool};
use sea_orm::{
    Database,
    sqlx::{
        Connection,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use std::{path::PathBuf, str::FromStr, time::Duration};
use xinggen_domain::error::StoreError;

/// How many connections only read.
const READERS: u32 = 4;

/// How long to wait for a writer outside this process: a backup, a migration, the command line.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

pub(super) async fn pools(settings: &DatabaseSettings) -> Result<Pools, StoreError> {
    if file_of(&settings.url)?.as_os_str() == ":memory:" || settings.url.contains("mode=memory") {
        return Err(unusable("SQLite needs a file: every connection to memory has a database of its own"));
    }
    // The writer makes the file, so it comes first.
    let writer = open(&with_mode(&settings.url, "rwc"), 1).await?;
    let reader = open(&with_mode(&settings.url, "ro"), READERS).await?;
    Ok(Pools { writer, reader, tenants: None })
}

pub(crate) fn file_of(url: &str) -> Result<PathBuf, StoreError> {
    let options = SqliteConnectOptions::from_str(url)
        .map_err(|error| unusable(&format!("the URL of the SQLite database: {error}")))?;
    Ok(options.get_filename().into())
}

async fn open(url: &str, connections: u32) -> Result<Pool, StoreError> {
    let mut options = super::options(url, connections);
    let writes = connections == 1;
    options
        // A connection to a file does not die in the pool.
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |options| {
            // No temporary file ever holds rows.
            let options =
                options.busy_timeout(BUSY_TIMEOUT).foreign_keys(true).pragma("temp_store", "MEMORY");
            if !writes {
                return options;
            }
            // What is deleted is overwritten with zeros: who erases an account wants the words gone from the file, too.
            let options = options.pragma("secure_delete", "ON");
            options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
        })
        .map_sqlx_sqlite_before_acquire(|connection, _| Box::pin(is_usable(connection)));
    Ok(Pool::at_home(Database::connect(options).await.map_err(store_error)?))
}

/// Refuses a connection whose last transaction could not be ended. SQLite rolls back by itself on a full disk or an
/// I/O error; the driver does not notice, cannot roll back again, and would take every later begin for a nested
/// one.
async fn is_usable(connection: &mut sea_orm::sqlx::SqliteConnection) -> Result<bool, sea_orm::sqlx::Error> {
    if connection.is_in_transaction() {
        // A rollback that a drop asked for may still be under way; the ping waits behind it.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

/// The URL with this mode instead of its own, if it has one.
fn with_mode(url: &str, mode: &str) -> String {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let kept = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("mode="));
    let parts: Vec<&str> = kept.collect();
    let mode = format!("mode={mode}");
    let query = parts.into_iter().chain([mode.as_str()]).collect::<Vec<_>>().join("&");
    format!("{base}?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_keeps_everything_but_its_mode() {
        assert_eq!(with_mode("sqlite://a.db", "ro"), "sqlite://a.db?mode=ro");
        assert_eq!(with_mode("sqlite:///a.db?mode=rwc", "ro"), "sqlite:///a.db?mode=ro");
        assert_eq!(
            with_mode("sqlite:///a.db?cache=private&mode=rwc", "ro"),
            "sqlite:///a.db?cache=private&mode=ro"
        );
    }

    #[test]
    fn the_file_is_the_path_of_the_url() {
        let file = file_of("sqlite:///var/lib/x%20y.db?mode=rwc").expect("a URL");
        assert_eq!(file, PathBuf::from("/var/lib/x y.db"));
        assert_eq!(file_of("sqlite://data/x.db").expect("a URL"), PathBuf::from("data/x.db"));
    }
}
