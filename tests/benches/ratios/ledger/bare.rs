//! A hold and its job with nothing between the statements: no model, no rule that this one case does not need.

use super::Books;
use uuid::Uuid;
use xinggen_domain::{Id, time::Timestamp};
use xinggen_testkit::start;

/// The values of one hold and its job.
pub(crate) struct Order {
    pub(crate) user: Uuid,
    pub(crate) drama: Uuid,
    pub(crate) price: Uuid,
    pub(crate) amount: i64,
    pub(crate) hold: Uuid,
    pub(crate) job: Uuid,
    pub(crate) kind: &'static str,
    pub(crate) target: Uuid,
    pub(crate) inputs: Option<&'static str>,
    /// The vendor, the model and the mode that were decided.
    pub(crate) engine: Option<[&'static str; 3]>,
    pub(crate) now: Timestamp,
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
            kind: "shot",
            target: ids.next(),
            inputs: None,
            engine: None,
            job: ids.next(),
            hold: ids.next(),
            now: start(),
        }
    }

    /// What the event of the job says.
    pub(crate) fn news(&self) -> serde_json::Value {
        serde_json::json!({
            "id": self.job, "production_id": null, "drama_id": self.drama, "episode_id": null,
            "operation": "image", "target_kind": self.kind, "target_id": self.target, "state": "queued",
            "progress": 0, "message": "", "error": null,
        })
    }
}

/// Holds the order's amount on the user's one lot: the same statements for both databases, whose types sqlx does not
/// let one function name.
macro_rules! hold {
    ($tx:ident, $order:ident, $account:expr) => {{
        let account = sqlx::query($account).bind($order.user).bind(1_i64).fetch_one(&mut *$tx).await?;
        let lots = sqlx::query(statements::LOTS).bind($order.user).fetch_all(&mut *$tx).await?;
        let lot = lots.first().ok_or("the user has no lot")?;
        let lot_id: Uuid = lot.try_get("id")?;
        sqlx::query(statements::SAVE_ACCOUNT)
            .bind(account.try_get::<i64, _>("credits")?)
            .bind(account.try_get::<i64, _>("credits_held")? + $order.amount)
            .bind(account.try_get::<i64, _>("statement_entries")?)
            .bind($order.user)
            .execute(&mut *$tx)
            .await?;
        sqlx::query(statements::SAVE_LOT)
            .bind(lot.try_get::<i64, _>("remaining")? - $order.amount)
            .bind(lot.try_get::<i64, _>("held")? + $order.amount)
            .bind(lot.try_get::<i64, _>("captured")?)
            .bind(lot.try_get::<i64, _>("credited_back")?)
            .bind(lot.try_get::<i64, _>("refunded")?)
            .bind(lot.try_get::<i64, _>("expired")?)
            .bind(lot.try_get::<i64, _>("returned")?)
            .bind(lot.try_get::<bool, _>("live")?)
            .bind($order.user)
            .bind(lot_id)
            .execute(&mut *$tx)
            .await?;
        sqlx::query(statements::ADD_HOLD)
            .bind($order.user)
            .bind($order.hold)
            .bind($order.price)
            .bind($order.amount)
            .bind(0_i64)
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
        sqlx::query(statements::ADD_PART)
            .bind($order.user)
            .bind($order.hold)
            .bind(lot_id)
            .bind(0_i64)
            .bind($order.amount)
            .bind(0_i64)
            .bind(0_i64)
            .execute(&mut *$tx)
            .await?;
    }};
}

/// Adds the order's job.
macro_rules! add_job {
    ($tx:ident, $order:ident) => {
        sqlx::query(statements::ADD_JOB)
            .bind($order.user)
            .bind($order.job)
            .bind(None::<Uuid>)
            .bind($order.drama)
            .bind(None::<Uuid>)
            .bind(None::<Uuid>)
            .bind("image")
            .bind($order.kind)
            .bind($order.target)
            .bind($order.inputs)
            .bind("queued")
            .bind(0_i64)
            .bind(3_i64)
            .bind(0_i64)
            .bind($order.now)
            .bind(None::<Uuid>)
            .bind(None::<Timestamp>)
            .bind(0_i64)
            .bind("")
            .bind(None::<&str>)
            .bind(None::<&str>)
            .bind(false)
            .bind(false)
            .bind($order.engine.map(|[vendor, _, _]| vendor))
            .bind($order.engine.map(|[_, model, _]| model))
            .bind($order.engine.map(|[_, _, mode]| mode))
            .bind(None::<Uuid>)
            .bind($order.now)
            .bind(None::<Timestamp>)
            .bind(None::<Timestamp>)
            .execute(&mut *$tx)
            .await?
    };
}

/// Tells the user of the credits and of the job.
macro_rules! tell {
    ($tx:ident, $order:ident) => {{
        let stream = sqlx::query(statements::TAKE_NUMBERS)
            .bind($order.user)
            .bind(2_i64)
            .bind(None::<Timestamp>)
            .bind(2_i64)
            .fetch_one(&mut *$tx)
            .await?;
        let last: i64 = stream.try_get("last_number")?;
        sqlx::query(statements::ADD_EVENTS)
            .bind($order.user)
            .bind(last - 1)
            .bind("credits")
            .bind(serde_json::json!({"credits": 1_000_000_000, "held": $order.amount}))
            .bind($order.now)
            .bind($order.user)
            .bind(last)
            .bind("job")
            .bind($order.news())
            .bind($order.now)
            .execute(&mut *$tx)
            .await?
    }};
}

pub(crate) use {add_job, hold, tell};
