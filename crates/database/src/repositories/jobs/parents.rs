//! What a job is for. It outlives them, so no key of its table holds them; but they are there when it begins.

use crate::{
    repositories::Result,
    rows::tables::{episodes, productions},
    transaction::Call,
};
use sea_orm::{
    EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait, LockType},
};
use uuid::Uuid;
use xinggen_domain::{Id, error::StoreError, job::Job};

/// Fails unless the production and the episode of a new job are the owner's, and keeps them until the transaction
/// ends.
pub(super) async fn check(call: &Call<'_>, job: &Job) -> Result<()> {
    if let Some(production) = job.production_id {
        keep::<productions::Entity>(call, production.as_uuid(), "a job's production").await?;
    }
    if let Some(episode) = job.episode_id {
        keep::<episodes::Entity>(call, episode.as_uuid(), "a job's episode").await?;
    }
    Ok(())
}

/// Locks a row as a key that refers to it would.
async fn keep<E: EntityTrait>(call: &Call<'_>, id: Uuid, what: &str) -> Result<()> {
    let query = call.find::<E>().select_only().expr(Expr::value(1)).filter(Expr::col("id").eq(id));
    let found: Vec<i32> = call.values(query.lock(LockType::KeyShare)).await?;
    if found.is_empty() {
        return Err(StoreError::Conflict(what.to_owned()));
    }
    Ok(())
}
