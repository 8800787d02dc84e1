use super::{
    Books, Side,
    bare::{Order, add_job, hold, tell},
    statements,
};
use crate::Failure;
use sqlx::{
    ConnectOptions as _, Row as _, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{str::FromStr as _, time::Duration};
use uuid::Uuid;
use xinggen_database::DatabaseSettings;
use xinggen_domain::time::Timestamp;

/// A pool of sqlx alone, with the settings of the adapter's writer: one connection, and every commit is on the disk
/// before it is answered.
#[derive(Clone)]
pub(super) struct BareSqlite {
    pool: SqlitePool,
}

impl BareSqlite {
    pub(super) async fn open(settings: &DatabaseSettings) -> Result<Self, Failure> {
        let options = SqliteConnectOptions::from_str(&settings.url)?
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .disable_statement_logging();
        let pool = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false);
        Ok(Self { pool: pool.connect_with(options).await? })
    }
}

impl Side for BareSqlite {
    async fn accept(&self, books: &Books) -> Result<(), Failure> {
        let order = Order::of(books);
        let mut tx = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        hold!(tx, order, statements::ACCOUNT);
        add_job!(tx, order);
        tell!(tx, order);
        Ok(tx.commit().await?)
    }
}
