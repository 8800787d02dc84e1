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
/// `$2` now, `$3` what one costs, `$4` up to when the allowance may be full later. No row comes back when it is more.
const TAKE: &str = "INSERT INTO rate_limits (key, full_micros) VALUES ($1, $2 + $3)
    ON CONFLICT (key) DO UPDATE SET full_micros =
        CASE WHEN rate_limits.full_micros > $2 THEN rate_limits.full_micros ELSE $2 END + $3
    WHERE rate_limits.full_micros <= $4
    RETURNING full_micros";

#[async_trait]
impl RateLimiter for Database {
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance, StoreError> {
        let step = rate.step.num_microseconds().unwrap_or(i64::MAX);
        let latest = rate.latest(now).timestamp_micros();
        let values = [key.into(), now.timestamp_micros().into(), step.into(), latest.into()];
        let take = Statement::from_sql_and_values(self.writer.get_database_backend(), TAKE, values);
        if let Some(row) = self.writer.query_one_raw(take).await.map_err(store_error)? {
            let full: i64 = row.try_get("", "full_micros").map_err(store_error)?;
            return Ok(rate.allowance(moment(full)?, true, now));
        }
        let refused = rate_limits::Entity::find_by_id(key).one(&self.writer).await.map_err(store_error)?;
        let full = refused.map_or(Ok(now), |row| moment(row.full_micros))?;
        Ok(rate.allowance(full, false, now))
    }

    async fn give_back(&self, key: &str, rate: Rate, now: Timestamp) -> Result<(), StoreError> {
        let step = rate.step.num_microseconds().unwrap_or(i64::MAX);
        let sql = "UPDATE rate_limits SET full_micros = full_micros - $3 WHERE key = $1 AND full_micros > $2";
        let values = [key.into(), now.timestamp_micros().into(), step.into()];
        let give = Statement::from_sql_and_values(self.writer.get_database_backend(), sql, values);
        self.writer.execute_raw(give).await.map_err(store_error)?;
        Ok(())
    }

    async fn forget_full(&self, now: Timestamp) -> Result<u64, StoreError> {
        let full = rate_limits::Entity::delete_many()
            .filter(rate_limits::Column::FullMicros.lte(now.timestamp_micros()));
        Ok(full.exec(&self.writer).await.map_err(store_error)?.rows_affected)
    }
}

fn moment(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_timestamp_micros(micros)
        .ok_or_else(|| StoreError::Corrupt(format!("{micros} is no time")))
}
