use super::{
    Books, Side,
    bare::{Order, accept},
};
use crate::Failure;
use sqlx::{PgPool, postgres::PgPoolOptions};
use xinggen_database::DatabaseSettings;

/// A pool of sqlx alone, of the size of the adapter's.
#[derive(Clone)]
pub(super) struct BarePostgres {
    pool: PgPool,
}

impl BarePostgres {
    pub(super) async fn open(settings: &DatabaseSettings) -> Result<Self, Failure> {
        let pool = PgPoolOptions::new().max_connections(settings.max_connections);
        Ok(Self { pool: pool.connect(&settings.url).await? })
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

impl Side for BarePostgres {
    async fn accept(&self, books: &Books) -> Result<(), Failure> {
        let order = Order::of(books);
        let mut tx = self.pool.begin().await?;
        accept!(tx, order, " FOR UPDATE");
        Ok(tx.commit().await?)
    }
}
