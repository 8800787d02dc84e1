use super::{
    Books, Side,
    bare::{Order, add_job, hold, tell},
    statements,
};
use crate::{Failure, pools};
use sqlx::{Row as _, SqlitePool};
use uuid::Uuid;
use xinggen_database::DatabaseSettings;
use xinggen_domain::time::Timestamp;

/// The one connection that writes.
#[derive(Clone)]
pub(super) struct BareSqlite {
    pool: SqlitePool,
}

impl BareSqlite {
    pub(super) async fn open(settings: &DatabaseSettings) -> Result<Self, Failure> {
        Ok(Self { pool: pools::sqlite_writer(settings).await? })
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
