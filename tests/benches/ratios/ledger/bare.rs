//! The statements of one hold and its job, written by hand, for both databases.

use super::Books;
use uuid::Uuid;
use xinggen_domain::{Id, time::Timestamp};
use xinggen_testkit::start;

/// The values of one hold and its job.
pub(super) struct Order {
    pub(super) user: Uuid,
    pub(super) drama: Uuid,
    pub(super) price: Uuid,
    pub(super) amount: i64,
    pub(super) hold: Uuid,
    pub(super) job: Uuid,
    pub(super) target: Uuid,
    pub(super) now: Timestamp,
}

impl Order {
    /// An image of a new shot.
    pub(super) fn of(books: &Books) -> Self {
        let ids = books.build.ids();
        Self {
            user: books.owner.as_uuid(),
            drama: books.drama.id.as_uuid(),
            price: books.price.id.as_uuid(),
            amount: books.price.amount.get(),
            target: ids.next(),
            job: ids.next(),
            hold: ids.next(),
            now: start(),
        }
    }
}

/// Word for word what the adapter sends between BEGIN and COMMIT, with nothing decided that this one case does not
/// need. Only the lock differs between the databases.
macro_rules! accept {
    ($tx:ident, $order:ident, $lock:literal) => {{
        use sqlx::Row as _;
        use uuid::Uuid;
        use xinggen_domain::time::Timestamp;
        let account = sqlx::query(concat!(
            r#"SELECT "users"."id", "users"."email", "users"."phone", "users"."name", "users"."role", "#,
            r#""users"."credits", "users"."credits_held", "users"."statement_entries", "users"."created_at" "#,
            r#"FROM "users" WHERE "users"."id" = $1 LIMIT $2"#,
            $lock
        ))
        .bind($order.user)
        .bind(1_i64)
        .fetch_one(&mut *$tx)
        .await?;
        let lots = sqlx::query(concat!(
            r#"SELECT "credit_lots"."user_id", "credit_lots"."id", "credit_lots"."parent_id", "#,
            r#""credit_lots"."source", "credit_lots"."granted", "credit_lots"."remaining", "credit_lots"."held", "#,
            r#""credit_lots"."captured", "credit_lots"."expired", "credit_lots"."returned", "#,
            r#""credit_lots"."live", "credit_lots"."expires_at", "credit_lots"."created_at" "#,
            r#"FROM "credit_lots" WHERE "credit_lots"."user_id" = $1 AND "live""#,
        ))
        .bind($order.user)
        .fetch_all(&mut *$tx)
        .await?;
        let lot = lots.first().ok_or("no lot")?;
        let lot_id: Uuid = lot.try_get("id")?;
        sqlx::query(
            r#"UPDATE "users" SET "credits" = $1, "credits_held" = $2, "statement_entries" = $3 WHERE "users"."id" = $4"#,
        )
        .bind(account.try_get::<i64, _>("credits")?)
        .bind(account.try_get::<i64, _>("credits_held")? + $order.amount)
        .bind(account.try_get::<i64, _>("statement_entries")?)
        .bind($order.user)
        .execute(&mut *$tx)
        .await?;
        sqlx::query(concat!(
            r#"UPDATE "credit_lots" SET "remaining" = $1, "held" = $2, "captured" = $3, "expired" = $4, "#,
            r#""returned" = $5, "live" = $6 WHERE "credit_lots"."user_id" = $7 AND "credit_lots"."id" = $8"#,
        ))
        .bind(lot.try_get::<i64, _>("remaining")? - $order.amount)
        .bind(lot.try_get::<i64, _>("held")? + $order.amount)
        .bind(lot.try_get::<i64, _>("captured")?)
        .bind(lot.try_get::<i64, _>("expired")?)
        .bind(lot.try_get::<i64, _>("returned")?)
        .bind(lot.try_get::<bool, _>("live")?)
        .bind($order.user)
        .bind(lot_id)
        .execute(&mut *$tx)
        .await?;
        sqlx::query(concat!(
            r#"INSERT INTO "credit_holds" ("user_id", "id", "price_id", "amount", "captured", "state", "quantity", "#,
            r#""delivered", "rule", "created_at", "closed_at", "job_id") "#,
            r#"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"#,
        ))
        .bind($order.user)
        .bind($order.hold)
        .bind($order.price)
        .bind($order.amount)
        .bind(0_i64)
        .bind("open")
        .bind(1_i64)
        .bind(None::<i64>)
        .bind(None::<&str>)
        .bind($order.now)
        .bind(None::<Timestamp>)
        .bind($order.job)
        .execute(&mut *$tx)
        .await?;
        sqlx::query(concat!(
            r#"INSERT INTO "credit_hold_lots" ("user_id", "hold_id", "lot_id", "position", "amount", "captured") "#,
            r#"VALUES ($1, $2, $3, $4, $5, $6)"#,
        ))
        .bind($order.user)
        .bind($order.hold)
        .bind(lot_id)
        .bind(0_i64)
        .bind($order.amount)
        .bind(0_i64)
        .execute(&mut *$tx)
        .await?;
        sqlx::query(concat!(
            r#"INSERT INTO "jobs" ("user_id", "id", "production_id", "drama_id", "episode_id", "retry_of", "#,
            r#""operation", "target_kind", "target_id", "input_hash", "state", "attempt", "max_attempts", "run_at", "#,
            r#""lease_token", "lease_until", "progress", "message", "error_class", "error_message", "dead", "#,
            r#""cancel_requested", "created_at", "started_at", "finished_at") "#,
            r#"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, "#,
            r#"$21, $22, $23, $24, $25) ON CONFLICT ("user_id", "operation", "target_kind", "target_id") "#,
            r#"WHERE state IN ('blocked', 'queued', 'running') DO NOTHING"#,
        ))
        .bind($order.user)
        .bind($order.job)
        .bind(None::<Uuid>)
        .bind($order.drama)
        .bind(None::<Uuid>)
        .bind(None::<Uuid>)
        .bind("image")
        .bind("shot")
        .bind($order.target)
        .bind(None::<&str>)
        .bind("queued")
        .bind(0_i64)
        .bind(3_i64)
        .bind($order.now)
        .bind(None::<Uuid>)
        .bind(None::<Timestamp>)
        .bind(0_i64)
        .bind("")
        .bind(None::<&str>)
        .bind(None::<&str>)
        .bind(false)
        .bind(false)
        .bind($order.now)
        .bind(None::<Timestamp>)
        .bind(None::<Timestamp>)
        .execute(&mut *$tx)
        .await?;
    }};
}
pub(super) use accept;
