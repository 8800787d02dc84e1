//! The jobs of all users, for administrators to look at.

use crate::{
    Database,
    error::store_error,
    rows::{JobRow, tables::jobs},
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, SimpleExpr},
};
use xinggen_domain::{
    Id, JobId, UserId,
    error::StoreError,
    job::{JobState, OwnedJob},
    ports::{AllJobs, AllJobsFilter, Page},
};

#[async_trait]
impl AllJobs for Database {
    async fn list(&self, filter: AllJobsFilter, page: Page<JobId>) -> Result<Vec<OwnedJob>, StoreError> {
        let query = jobs::Entity::find()
            .filter(matching(filter))
            .filter(Condition::all().add_option(page.after.map(|after| jobs::Column::Id.lt(after.as_uuid()))))
            .order_by_desc(jobs::Column::Id)
            .limit(u64::from(page.limit));
        let rows = query.all(&self.reader).await.map_err(store_error)?;
        rows.into_iter().map(owned).collect()
    }

    async fn find(&self, id: JobId) -> Result<Option<OwnedJob>, StoreError> {
        let query = jobs::Entity::find().filter(jobs::Column::Id.eq(id.as_uuid()));
        query.one(&self.reader).await.map_err(store_error)?.map(owned).transpose()
    }
}

fn matching(filter: AllJobsFilter) -> Condition {
    // What is dead has failed, and failed jobs have an index.
    let state = if filter.dead == Some(true) { Some(JobState::Failed) } else { None };
    Condition::all()
        .add_option(filter.user.map(|user| jobs::Column::UserId.eq(user.as_uuid())))
        .add_option(filter.state.map(in_state))
        .add_option(state.map(in_state))
        .add_option(filter.operation.map(|operation| jobs::Column::Operation.eq(operation.code())))
        .add_option(filter.dead.map(|dead| jobs::Column::Dead.eq(dead)))
}

/// As a literal: only so do PostgreSQL and SQLite recognise the condition of an index.
fn in_state(state: JobState) -> SimpleExpr {
    Expr::cust(format!("state = '{}'", state.code()))
}

fn owned(row: JobRow) -> Result<OwnedJob, StoreError> {
    Ok(OwnedJob { user_id: UserId::from_uuid(row.user_id), job: row.try_into()? })
}
