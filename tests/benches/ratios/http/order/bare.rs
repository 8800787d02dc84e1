use super::{Orders, statements::*};
use crate::{
    Failure,
    http::{
        place::Place,
        rounds::{Half, Turns},
    },
    ledger::{
        bare::{Order, add_job, hold, tell},
        statements,
    },
    pools,
};
use sqlx::{AssertSqlSafe, PgPool, Row as _, SqlitePool, raw_sql};
use std::sync::Arc;
use uuid::Uuid;
use xinggen_database::DatabaseSettings;
use xinggen_domain::{
    Id as _,
    ports::{Clock, IdSource},
    time::Timestamp,
};

/// How the API calls this request among those that are done.
const OPERATION: &str = "/api/v1/characters/{character_id}/images";
/// As long as the digest of a request, or of what a picture is made from.
const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/// What the loop needs beside connections.
#[derive(Clone)]
pub(super) struct Desk {
    orders: Orders,
    ids: Arc<dyn IdSource>,
    clock: Arc<dyn Clock>,
}

impl Desk {
    pub(super) async fn open(place: &Place) -> Result<Self, Failure> {
        let (ids, clock) = (place.house.ports.ids.clone(), place.house.ports.clock.clone());
        Ok(Self { orders: Orders::open(place).await?, ids, clock })
    }

    fn order(&self, turn: usize, (price, amount): (Uuid, i64)) -> Order {
        let (tenant, drama, character) = self.orders.at(turn);
        Order {
            user: tenant.id.as_uuid(),
            drama: drama.as_uuid(),
            price,
            amount,
            hold: self.ids.next(),
            job: self.ids.next(),
            kind: "character",
            target: character.as_uuid(),
            inputs: Some(DIGEST),
            engine: Some(["animatic", "frames-1", "platform"]),
            now: self.clock.now(),
        }
    }
}

/// Places one order: the same statements for both databases, whose types sqlx does not let one function name.
macro_rules! place {
    ($turn:ident, $desk:expr, $reader:expr, $begin:expr, $account:expr) => {{
        let prices = sqlx::query(PRICES).fetch_all($reader).await?;
        let price =
            prices.iter().find(|row| row.try_get::<&str, _>("operation").is_ok_and(|of| of == "image"));
        let price = price.ok_or("a picture has no price")?;
        let order = $desk.order($turn, (price.try_get("id")?, price.try_get("amount")?));
        let key = format!("order-{}", $turn);
        let mut tx = $begin.await?;
        let done = sqlx::query(DONE).bind(order.user).bind(OPERATION).bind(&key).bind(1_i64);
        let done = done.fetch_optional(&mut *tx).await?;
        let character = sqlx::query(CHARACTER).bind(order.user).bind(1_i32);
        let character = character.bind(order.target).bind(1_i64).fetch_optional(&mut *tx).await?;
        let drama = sqlx::query(DRAMA).bind(order.user).bind(order.drama).bind(1_i64);
        let drama = drama.fetch_optional(&mut *tx).await?;
        let own = sqlx::query(OWN_MODELS).bind(order.user).bind("image").bind(true);
        let own = own.fetch_optional(&mut *tx).await?;
        let offered = sqlx::query(OFFERED_MODELS).bind("image").bind(true).fetch_optional(&mut *tx).await?;
        let live = sqlx::query(LIVE).bind(order.user).bind("image").bind("character").bind(order.target);
        let live = live.bind(1_i64).fetch_optional(&mut *tx).await?;
        let configured = own.is_some() || offered.is_some();
        if done.is_some() || character.is_none() || drama.is_none() || configured || live.is_some() {
            return Err("the order cannot be placed".into());
        }
        hold!(tx, order, $account);
        add_job!(tx, order);
        sqlx::query(ADD_DONE)
            .bind(order.user)
            .bind(OPERATION)
            .bind(&key)
            .bind(DIGEST)
            .bind("job")
            .bind(order.job)
            .bind(order.now)
            .execute(&mut *tx)
            .await?;
        tell!(tx, order);
        tx.commit().await?;
    }};
}

/// The connection that writes, and those that read.
#[derive(Clone)]
pub(super) struct BareSqlite {
    writer: SqlitePool,
    reader: SqlitePool,
    desk: Desk,
}

impl BareSqlite {
    pub(super) async fn open(settings: &DatabaseSettings, desk: Desk) -> Result<Self, Failure> {
        let (writer, reader) =
            (pools::sqlite_writer(settings).await?, pools::sqlite_readers(settings).await?);
        Ok(Self { writer, reader, desk })
    }

    async fn place(&self, turn: usize) -> Result<(), Failure> {
        place!(turn, self.desk, &self.reader, self.writer.begin_with("BEGIN IMMEDIATE"), statements::ACCOUNT);
        Ok(())
    }
}

impl Half for BareSqlite {
    async fn work(self, turns: Turns) -> Result<(), Failure> {
        while let Some(turn) = turns.take() {
            self.place(turn).await?;
        }
        Ok(())
    }
}

/// A pool of the size of the adapter's.
#[derive(Clone)]
pub(super) struct BarePostgres {
    pool: PgPool,
    desk: Desk,
}

impl BarePostgres {
    pub(super) async fn open(settings: &DatabaseSettings, desk: Desk) -> Result<Self, Failure> {
        Ok(Self { pool: pools::postgres(settings).await?, desk })
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }

    /// A transaction of the tenant who orders, which keeps rivals under the same key out.
    async fn begin(&self, turn: usize) -> sqlx::Result<sqlx::Transaction<'static, sqlx::Postgres>> {
        let (tenant, ..) = self.desk.orders.at(turn);
        let mut tx = self.pool.begin().await?;
        raw_sql(AssertSqlSafe(pools::as_tenant(tenant.id.as_uuid()))).execute(&mut *tx).await?;
        let lock = format!("SELECT pg_try_advisory_xact_lock({turn}) AS taken");
        sqlx::query(AssertSqlSafe(lock)).persistent(false).fetch_one(&mut *tx).await?;
        Ok(tx)
    }

    async fn place(&self, turn: usize) -> Result<(), Failure> {
        place!(turn, self.desk, &self.pool, self.begin(turn), statements::LOCK_ACCOUNT);
        Ok(())
    }
}

impl Half for BarePostgres {
    async fn work(self, turns: Turns) -> Result<(), Failure> {
        while let Some(turn) = turns.take() {
            self.place(turn).await?;
        }
        Ok(())
    }
}
