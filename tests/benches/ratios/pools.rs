//! Pools of sqlx alone with the settings of the adapter's, for the bare halves.

use crate::Failure;
use log::LevelFilter;
use sqlx::{
    ConnectOptions as _, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{str::FromStr as _, time::Duration};
use uuid::Uuid;
use xinggen_database::DatabaseSettings;

/// How many connections of SQLite only read.
const READERS: u32 = 4;

/// The one connection that writes: every commit is on the disk before it is answered.
pub(crate) async fn sqlite_writer(settings: &DatabaseSettings) -> Result<SqlitePool, Failure> {
    let options = sqlite(settings)?.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let pool = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false);
    Ok(pool.connect_with(options).await?)
}

/// The connections that only read.
pub(crate) async fn sqlite_readers(settings: &DatabaseSettings) -> Result<SqlitePool, Failure> {
    let options = sqlite(settings)?.read_only(true);
    let pool = SqlitePoolOptions::new().max_connections(READERS).test_before_acquire(false);
    Ok(pool.connect_with(options).await?)
}

fn sqlite(settings: &DatabaseSettings) -> Result<SqliteConnectOptions, Failure> {
    let options = SqliteConnectOptions::from_str(&settings.url)?;
    let options = options.busy_timeout(Duration::from_secs(5)).foreign_keys(true);
    Ok(options.log_statements(LevelFilter::Debug))
}

/// As many connections as the adapter has. Under a load like this it asks none of them whether they are still alive.
pub(crate) async fn postgres(settings: &DatabaseSettings) -> Result<PgPool, Failure> {
    let options = PgConnectOptions::from_str(&settings.url)?.log_statements(LevelFilter::Debug);
    let pool = PgPoolOptions::new().max_connections(settings.max_connections).test_before_acquire(false);
    Ok(pool.connect_with(options).await?)
}

/// What the adapter sends right behind BEGIN, in one message.
pub(crate) fn as_tenant(user: Uuid) -> String {
    format!("SET LOCAL ROLE xinggen_app; SET LOCAL xinggen.user_id = '{user}'")
}
