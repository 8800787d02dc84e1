use crate::{Database, error::store_error, rows::tables::rate_limits};
use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};
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
        take_one(&self.writer, key, rate, now).await
    }

    async fn left(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowance, StoreError> {
        let row = rate_limits::Entity::find_by_id(key).one(&self.reader).await.map_err(store_error)?;
        let full = row.map(|row| moment(row.full_micros)).transpose()?;
        Ok(rate.left(full, now))
    }

    async fn give_back(&self, key: &str, rate: Rate, now: Timestamp) -> Result<(), StoreError> {
        give_one_back(&self.writer, key, rate, now).await
    }

    async fn take_all(
        &self,
        keys: &[(String, Rate)],
        now: Timestamp,
    ) -> Result<Option<(usize, Allowance)>, StoreError> {
        if let [(key, rate)] = keys {
            let allowance = self.take(key, *rate, now).await?;
            return Ok(allowance.retry.map(|_| (0, allowance)));
        }
        let tx = self.begin_writing().await?;
        for (at, (key, rate)) in keys.iter().enumerate() {
            let allowance = take_one(tx.open()?, key, *rate, now).await?;
            if allowance.retry.is_some() {
                // What was taken before is rolled back.
                return Ok(Some((at, allowance)));
            }
        }
        tx.commit().await?;
        Ok(None)
    }

    async fn give_back_all(&self, keys: &[(String, Rate)], now: Timestamp) -> Result<(), StoreError> {
        if let [(key, rate)] = keys {
            return self.give_back(key, *rate, now).await;
        }
        let tx = self.begin_writing().await?;
        for (key, rate) in keys {
            give_one_back(tx.open()?, key, *rate, now).await?;
        }
        tx.commit().await
    }

    async fn forget_full(&self, now: Timestamp) -> Result<u64, StoreError> {
        let backend = self.writer.get_database_backend();
        // Passes over what is locked: a transaction that takes several would wait for this one, and this one for it.
        let locked = if backend == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
        let sql = format!(
            "DELETE FROM rate_limits WHERE key IN (SELECT key FROM rate_limits WHERE full_micros <= $1 {locked})"
        );
        let forget = Statement::from_sql_and_values(backend, sql, [now.timestamp_micros().into()]);
        Ok(self.writer.execute_raw(forget).await.map_err(store_error)?.rows_affected())
    }
}

async fn take_one(
    db: &impl ConnectionTrait,
    key: &str,
    rate: Rate,
    now: Timestamp,
) -> Result<Allowance, StoreError> {
    let step = rate.step.num_microseconds().unwrap_or(i64::MAX);
    let latest = rate.latest(now).timestamp_micros();
    let impossible = rate.impossible(now).timestamp_micros();
    let values = [key.into(), now.timestamp_micros().into(), step.into(), latest.into(), impossible.into()];
    let take = Statement::from_sql_and_values(db.get_database_backend(), TAKE, values);
    if let Some(row) = db.query_one_raw(take).await.map_err(store_error)? {
        let full: i64 = row.try_get("", "full_micros").map_err(store_error)?;
        return Ok(rate.allowance(moment(full)?, true, now));
    }
    let refused = rate_limits::Entity::find_by_id(key).one(db).await.map_err(store_error)?;
    let full = refused.map_or(Ok(now), |row| moment(row.full_micros))?;
    Ok(rate.allowance(full, false, now))
}

async fn give_one_back(
    db: &impl ConnectionTrait,
    key: &str,
    rate: Rate,
    now: Timestamp,
) -> Result<(), StoreError> {
    let step = rate.step.num_microseconds().unwrap_or(i64::MAX);
    let last = now.timestamp_micros().saturating_add(step);
    if change(db, GIVE_LAST, key, last).await? == 0 {
        change(db, GIVE_ONE, key, step).await?;
    }
    Ok(())
}

async fn change(db: &impl ConnectionTrait, sql: &str, key: &str, micros: i64) -> Result<u64, StoreError> {
    let change = Statement::from_sql_and_values(db.get_database_backend(), sql, [key.into(), micros.into()]);
    Ok(db.execute_raw(change).await.map_err(store_error)?.rows_affected())
}

fn moment(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_timestamp_micros(micros)
        .ok_or_else(|| StoreError::Corrupt(format!("{micros} is no time")))
}
