//! Which job waits for which. PostgreSQL runs transactions side by side, so whoever adds or removes a wait first
//! locks the jobs it is about: otherwise a job could begin to wait for one that is just ending, or two that end
//! together could each leave it to the other to let go of a third.

use super::LIVE;
use crate::{
    repositories::Result,
    rows::{
        JobRow, JobWaitRow,
        tables::{job_waits, jobs},
    },
    transaction::Call,
};
use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use std::collections::BTreeMap;
use uuid::Uuid;
use xinggen_domain::{Id, JobId, job::JobState};

/// Locks those of these jobs that are live.
pub(super) async fn lock_live_of(call: &Call<'_>, ids: &[JobId]) -> Result<Vec<Uuid>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let query = call
        .find::<jobs::Entity>()
        .filter(jobs::Column::Id.is_in(ids.iter().map(|id| id.as_uuid())))
        .filter(Expr::cust(LIVE))
        .order_by_asc(jobs::Column::Id)
        .lock_exclusive();
    Ok(call.all(query).await?.into_iter().map(|row| row.id).collect())
}

/// Lets a job wait for these.
pub(super) async fn add(call: &Call<'_>, job: JobId, after: &[Uuid]) -> Result<()> {
    let wait =
        |after_id: &Uuid| JobWaitRow { user_id: call.owner(), job_id: job.as_uuid(), after_id: *after_id };
    call.insert_all(after.iter().map(wait).collect()).await
}

/// Ends the waits for a job and queues those that wait for nothing else, in the order of their ids.
pub(super) async fn let_go(call: &Call<'_>, id: JobId) -> Result<Vec<JobRow>> {
    let waiting = lock_waiting_for(call, &[id.as_uuid()]).await?;
    let ended = call.delete::<job_waits::Entity>().filter(job_waits::Column::AfterId.eq(id.as_uuid()));
    call.remove(ended).await?;
    if waiting.is_empty() {
        return Ok(vec![]);
    }
    let update = call
        .update::<jobs::Entity>()
        .col_expr(jobs::Column::State, Expr::value(JobState::Queued.code()))
        .filter(jobs::Column::Id.is_in(waiting.iter().map(|row| row.id)))
        .filter(Expr::exists(waits_of_this_row()).not());
    let mut queued = call.change_and_read(update).await?;
    queued.sort_by_key(|row| row.id);
    Ok(queued)
}

/// Locks every blocked job that waits for this one, directly or through others, in the order of their ids.
pub(super) async fn lock_dependents(call: &Call<'_>, id: JobId) -> Result<Vec<JobRow>> {
    let mut found: BTreeMap<Uuid, JobRow> = BTreeMap::new();
    let mut frontier = vec![id.as_uuid()];
    while !frontier.is_empty() {
        let next = lock_waiting_for(call, &frontier).await?;
        frontier = next.iter().map(|row| row.id).filter(|id| !found.contains_key(id)).collect();
        found.extend(next.into_iter().map(|row| (row.id, row)));
    }
    Ok(found.into_values().collect())
}

/// Locks the blocked jobs that wait for one of these.
async fn lock_waiting_for(call: &Call<'_>, ids: &[Uuid]) -> Result<Vec<JobRow>> {
    let waiting = call
        .find::<job_waits::Entity>()
        .select_only()
        .column(job_waits::Column::JobId)
        .filter(job_waits::Column::AfterId.is_in(ids.iter().copied()))
        .into_query();
    let query = call
        .find::<jobs::Entity>()
        .filter(jobs::Column::Id.in_subquery(waiting))
        .filter(jobs::Column::State.eq(JobState::Blocked.code()))
        .order_by_asc(jobs::Column::Id)
        .lock_exclusive();
    call.all(query).await
}

fn waits_of_this_row() -> SelectStatement {
    let wait = |column| Expr::col((job_waits::Entity, column));
    Query::select()
        .expr(Expr::value(1))
        .from(job_waits::Entity)
        .and_where(wait(job_waits::Column::UserId).equals((jobs::Entity, jobs::Column::UserId)))
        .and_where(wait(job_waits::Column::JobId).equals((jobs::Entity, jobs::Column::Id)))
        .take()
}
