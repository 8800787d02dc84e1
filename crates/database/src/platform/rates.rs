use crate::{Database, error::store_error, rows::tables::rate_limits};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use xinggen_domain::{
    error::StoreError,
    ports::RateLimiter,
    rate::{Allowance, Rate},
    time::Timestamp,
};

/// Takes one by a single statement, so that of many at once no more get through than the rate says: `$1` the key,
/// `$2` now, `$3` what one costs, `$4` up to when the allowance may be full later, `$5` after which moment it cannot be:
/// such a one was stored before the clock was set back. No row comes back when it is too much.
const TAKE: &str = "INSERT INTO rate_limits (key, full_micros) VALUES ($1, $2 + $3)
    ON CONFLICT (key) DO UPDATE SET full_micros = $3 + CASE
        WHEN rate_limits.full_micros > $5 THEN $4
        WHEN rate_limits.full_micros > $2 THEN rate_limits.full_micros
        ELSE $2 END
    WHERE rate_limits.full_micros <= $4 OR rate_limits.full_micros > $5
    RETURNING full_micros";
/// Forgets an allowance that is full once one was given back: `$1` the key, `$2` now and what one costs.
const GIVE_LAST: &str = "DELETE FROM rate_limits WHERE key = $1 AND full_micros <= $2";
/// Gives one of several back: `$2` what one costs.
const GIVE_ONE: &str = "UPDATE rate_limits SET full_micros = full_micros - $2 WHERE key = $1";

#[async_trait]
impl RateLimiter for Database {
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance, StoreError> {
        let step = rate.step.num_microseconds().unwrap_or(i64::MAX);
        let latest = rate.latest(now).timestamp_micros();
        let impossible = rate.impossible(now).timestamp_micros();
        let values =
            [key.into(), now.timestamp_micros().into(), step.into(), latest.into(), impossible.into()];
        let take = Statement::from_sql_and_values(self.writer.get_database_backend(), TAKE, values);
        if let Some(row) = self.writer.query_one_raw(take).await.map_err(store_error)? {
            let full: i64 = row.try_get("", "full_micros").map_err(store_error)?;
            return Ok(rate.allowance(moment(full)?, true, now));
        }
        let refused = rate_limits::Entity::find_by_id(key).one(&self.writer).await.map_err(store_error)?;
        let full = refused.map_or(Ok(now), |row| moment(row.full_micros))?;
        Ok(rate.allowance(full, false, now))
    }

    async fn left(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance, StoreError> {
        let row = rate_limits::Entity::find_by_id(key).one(&self.reader).await.map_err(store_error)?;
        let full = row.map(|row| moment(row.full_micros)).transpose()?;
        Ok(rate.left(full, now))
    }

    async fn give_back(&self, key: &str, rate: Rate, now: Timestamp) -> Result<(), StoreError> {
        let step = rate.step.num_microseconds().unwrap_or(i64::MAX);
        let last = now.timestamp_micros().saturating_add(step);
        if self.change(GIVE_LAST, key, last).await? == 0 {
            self.change(GIVE_ONE, key, step).await?;
        }
        Ok(())
    }

    async fn forget_full(&self, now: Timestamp) -> Result<u64, StoreError> {
        let full = rate_limits::Entity::delete_many()
            .filter(rate_limits::Column::FullMicros.lte(now.timestamp_micros()));
        Ok(full.exec(&self.writer).await.map_err(store_error)?.rows_affected)
    }
}

impl Database {
    async fn change(&self, sql: &str, key: &str, micros: i64) -> Result<u64, StoreError> {
        let values = [key.into(), micros.into()];
        let change = Statement::from_sql_and_values(self.writer.get_database_backend(), sql, values);
        Ok(self.writer.execute_raw(change).await.map_err(store_error)?.rows_affected())
    }
}

fn moment(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_timestamp_micros(micros)
        .ok_or_else(|| StoreError::Corrupt(format!("{micros} is no time")))
}
