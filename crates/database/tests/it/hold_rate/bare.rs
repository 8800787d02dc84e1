use crate::support::Books;
use sea_orm::sqlx::{
    self, PgPool, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{str::FromStr, time::Duration};
use uuid::Uuid;
use xinggen_database::DatabaseSettings;
use xinggen_domain::{Id, time::Timestamp};
use xinggen_testkit::start;

/// A pool of sqlx alone, with the settings of the adapter's.
#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

type LotColumns =
    (Uuid, Option<Uuid>, String, i64, i64, i64, i64, i64, i64, bool, Option<Timestamp>, Timestamp);

/// What the statements of one hold are about.
struct Ids {
    user: Uuid,
    drama: Uuid,
    price: Uuid,
    hold: Uuid,
    job: Uuid,
    target: Uuid,
}

impl Pool {
    pub(crate) async fn open(settings: &DatabaseSettings) -> Self {
        if settings.url.starts_with("sqlite") {
            let options = SqliteConnectOptions::from_str(&settings.url)
                .expect("a URL")
                .busy_timeout(Duration::from_secs(5))
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full);
            let pool = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false);
            Self::Sqlite(pool.connect_with(options).await.expect("the database is there"))
        } else {
            let pool = PgPoolOptions::new().max_connections(settings.max_connections);
            Self::Postgres(pool.connect(&settings.url).await.expect("the database is there"))
        }
    }

    pub(crate) async fn hold(&self, books: &Books) {
        let ids = Ids {
            user: books.owner.as_uuid(),
            drama: books.drama.id.as_uuid(),
            price: books.price.id.as_uuid(),
            hold: books.build.ids().next(),
            job: books.build.ids().next(),
            target: books.build.ids().next(),
        };
        match self {
            Self::Sqlite(pool) => sqlite(pool, &ids).await.expect("a hold"),
            Self::Postgres(pool) => postgres(pool, &ids).await.expect("a hold"),
        }
    }
}

/// The statements of a hold of 5 credits on one lot and its job, for one database.
macro_rules! hold {
    ($tx:ident, $ids:ident, $for_update:literal) => {{
        let now = start();
        let (credits, held, entries): (i64, i64, i64) = sqlx::query_as(concat!(
            "SELECT credits, credits_held, statement_entries FROM users WHERE id = $1",
            $for_update
        ))
        .bind($ids.user)
        .fetch_one(&mut *$tx)
        .await?;
        let lots: Vec<LotColumns> = sqlx::query_as(
            "SELECT id, parent_id, source, granted, remaining, held, captured, expired, returned, live, expires_at, \
             created_at FROM credit_lots WHERE user_id = $1 AND live",
        )
        .bind($ids.user)
        .fetch_all(&mut *$tx)
        .await?;
        let lot = &lots[0];
        sqlx::query("UPDATE users SET credits = $1, credits_held = $2, statement_entries = $3 WHERE id = $4")
            .bind(credits)
            .bind(held + 5)
            .bind(entries)
            .bind($ids.user)
            .execute(&mut *$tx)
            .await?;
        sqlx::query(
            "UPDATE credit_lots SET remaining = $1, held = $2, captured = $3, expired = $4, returned = $5, live = $6 \
             WHERE user_id = $7 AND id = $8",
        )
        .bind(lot.4 - 5)
        .bind(lot.5 + 5)
        .bind(lot.6)
        .bind(lot.7)
        .bind(lot.8)
        .bind(lot.9)
        .bind($ids.user)
        .bind(lot.0)
        .execute(&mut *$tx)
        .await?;
        sqlx::query(
            "INSERT INTO credit_holds (user_id, id, price_id, amount, captured, state, quantity, delivered, rule, \
             created_at, closed_at, job_id) VALUES ($1, $2, $3, 5, 0, 'open', 1, NULL, NULL, $4, NULL, $5)",
        )
        .bind($ids.user)
        .bind($ids.hold)
        .bind($ids.price)
        .bind(now)
        .bind($ids.job)
        .execute(&mut *$tx)
        .await?;
        sqlx::query(
            "INSERT INTO credit_hold_lots (user_id, hold_id, lot_id, position, amount, captured) \
             VALUES ($1, $2, $3, 0, 5, 0)",
        )
        .bind($ids.user)
        .bind($ids.hold)
        .bind(lot.0)
        .execute(&mut *$tx)
        .await?;
        sqlx::query(
            "INSERT INTO jobs (user_id, id, production_id, drama_id, episode_id, retry_of, operation, target_kind, \
             target_id, input_hash, state, attempt, max_attempts, run_at, lease_token, lease_until, progress, message, \
             error_class, error_message, dead, cancel_requested, created_at, started_at, finished_at) \
             VALUES ($1, $2, NULL, $3, NULL, NULL, 'image', 'shot', $4, NULL, 'queued', 0, 3, $5, NULL, NULL, 0, '', \
             NULL, NULL, FALSE, FALSE, $5, NULL, NULL) \
             ON CONFLICT (user_id, operation, target_kind, target_id) \
             WHERE state IN ('blocked', 'queued', 'running') DO NOTHING",
        )
        .bind($ids.user)
        .bind($ids.job)
        .bind($ids.drama)
        .bind($ids.target)
        .bind(now)
        .execute(&mut *$tx)
        .await?;
        let (last,): (i64,) = sqlx::query_as(
            "INSERT INTO event_streams (user_id, last_number, claimed_at) VALUES ($1, 2, NULL) \
             ON CONFLICT (user_id) DO UPDATE SET last_number = event_streams.last_number + 2 RETURNING last_number",
        )
        .bind($ids.user)
        .fetch_one(&mut *$tx)
        .await?;
        sqlx::query(
            "INSERT INTO events (user_id, number, kind, body, created_at) VALUES \
             ($1, $2, 'credits', '{\"held\": 5, \"credits\": 1000000000}', $4), ($1, $3, 'job', $5, $4)",
        )
        .bind($ids.user)
        .bind(last - 1)
        .bind(last)
        .bind(now)
        .bind(news($ids))
        .execute(&mut *$tx)
        .await?;
    }};
}

fn news(ids: &Ids) -> serde_json::Value {
    serde_json::json!({
        "id": ids.job, "production_id": null, "drama_id": ids.drama, "episode_id": null, "operation": "image",
        "target_kind": "shot", "target_id": ids.target, "state": "queued", "progress": 0, "message": "",
        "error": null,
    })
}

async fn sqlite(pool: &SqlitePool, ids: &Ids) -> Result<(), sqlx::Error> {
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    hold!(tx, ids, "");
    tx.commit().await
}

async fn postgres(pool: &PgPool, ids: &Ids) -> Result<(), sqlx::Error> {
    let mut tx = pool.begin().await?;
    hold!(tx, ids, " FOR NO KEY UPDATE");
    tx.commit().await
}
