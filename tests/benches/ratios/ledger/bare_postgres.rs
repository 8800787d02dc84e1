use super::{
    Books, Side,
    bare::{Order, add_job, hold, tell},
    statements,
};
use crate::{Failure, pools};
use sqlx::{AssertSqlSafe, PgPool, Row as _, raw_sql};
use uuid::Uuid;
use xinggen_database::DatabaseSettings;
use xinggen_domain::time::Timestamp;

/// A pool of the size of the adapter's.
#[derive(Clone)]
pub(super) struct BarePostgres {
    pool: PgPool,
}

impl BarePostgres {
    pub(super) async fn open(settings: &DatabaseSettings) -> Result<Self, Failure> {
        Ok(Self { pool: pools::postgres(settings).await? })
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

impl Side for BarePostgres {
    async fn accept(&self, books: &Books) -> Result<(), Failure> {
        let order = Order::of(books);
        let mut tx = self.pool.begin().await?;
        raw_sql(AssertSqlSafe(pools::as_tenant(order.user))).execute(&mut *tx).await?;
        hold!(tx, order, statements::LOCK_ACCOUNT);
        add_job!(tx, order);
        tell!(tx, order);
        Ok(tx.commit().await?)
    }
}
