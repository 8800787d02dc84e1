//! The queue as workers see it.

mod claim;
mod turns;

use crate::{
    Database,
    error::store_error,
    events::News,
    rows::{
        JobRow,
        tables::{dramas, jobs, productions, users},
    },
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, UpdateMany,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use std::collections::BTreeMap;
use turns::Kind;
use uuid::Uuid;
use xinggen_domain::{
    Id, JobId, LeaseToken, ProductionId, UserId,
    error::StoreError,
    event::EventBody,
    job::{ClaimedJob, Job, JobState},
    plan::RunningCaps,
    ports::{Heartbeat, JobQueue},
    production::ProductionState,
    time::Timestamp,
    user::UserStatus,
};

#[async_trait]
impl JobQueue for Database {
    async fn claim(
        &self,
        tokens: &[LeaseToken],
        caps: RunningCaps,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<ClaimedJob>, StoreError> {
        self.claim_of(Kind::Beside, tokens, caps, (now, until)).await
    }

    async fn claim_alone(
        &self,
        token: LeaseToken,
        caps: RunningCaps,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedJob>, StoreError> {
        Ok(self.claim_of(Kind::Alone, &[token], caps, (now, until)).await?.pop())
    }

    async fn waits_alone(&self, caps: RunningCaps, now: Timestamp) -> Result<bool, StoreError> {
        let waiting = turns::waiting(&self.reader, Kind::Alone, now).await?;
        Ok(turns::next(&waiting, caps).is_some())
    }

    async fn heartbeat(
        &self,
        job: JobId,
        token: LeaseToken,
        until: Timestamp,
    ) -> Result<Heartbeat, StoreError> {
        let update = under_lease(job, token).col_expr(jobs::Column::LeaseUntil, Expr::value(until));
        let rows = update.exec_with_returning(&self.writer).await.map_err(store_error)?;
        let Some(row) = rows.first() else { return Ok(Heartbeat::Lost) };
        let owner_gone = !self.is_active(row.user_id).await?;
        Ok(Heartbeat::Kept { cancel_requested: row.cancel_requested, owner_gone })
    }

    async fn report(
        &self,
        job: JobId,
        token: LeaseToken,
        progress: u8,
        message: &str,
    ) -> Result<(), StoreError> {
        let update = under_lease(job, token)
            .col_expr(jobs::Column::Progress, Expr::value(i64::from(progress)))
            .col_expr(jobs::Column::Message, Expr::value(message));
        let tx = self.begin_writing().await?;
        let mut news: BTreeMap<Uuid, News> = BTreeMap::new();
        for row in update.exec_with_returning(tx.open()?).await.map_err(store_error)? {
            let (owner, job) = (row.user_id, Job::try_from(row)?);
            news.entry(owner).or_default().tell(EventBody::Job((&job).into()));
        }
        self.outlet.commit(tx, news, None).await
    }

    async fn expired(
        &self,
        now: Timestamp,
        after: Option<JobId>,
        limit: u32,
    ) -> Result<Vec<ClaimedJob>, StoreError> {
        let query = jobs::Entity::find()
            .filter(Expr::cust("state = 'running'"))
            .filter(jobs::Column::LeaseUntil.lt(now))
            .apply_if(after, |query, after| query.filter(jobs::Column::Id.gt(after.as_uuid())))
            .order_by_asc(jobs::Column::Id)
            .limit(u64::from(limit));
        let rows = query.all(&self.reader).await.map_err(store_error)?;
        rows.into_iter().map(claimed).collect()
    }

    async fn idle_productions(
        &self,
        after: Option<ProductionId>,
        limit: u32,
    ) -> Result<Vec<(UserId, ProductionId)>, StoreError> {
        let query = productions::Entity::find()
            .select_only()
            .columns([productions::Column::UserId, productions::Column::Id])
            .filter(productions::Column::State.eq(ProductionState::Running.code()))
            .filter(Expr::exists(live_jobs_of_production()).not())
            .filter(Expr::exists(kept_drama_of_production()))
            .filter(Expr::exists(active_user_of_production()))
            .apply_if(after, |query, after| query.filter(productions::Column::Id.gt(after.as_uuid())))
            .order_by_asc(productions::Column::Id)
            .limit(u64::from(limit));
        let rows: Vec<(Uuid, Uuid)> = query.into_tuple().all(&self.reader).await.map_err(store_error)?;
        let typed = |(user, production)| (UserId::from_uuid(user), ProductionId::from_uuid(production));
        Ok(rows.into_iter().map(typed).collect())
    }
}

impl Database {
    async fn claim_of(
        &self,
        kind: Kind,
        tokens: &[LeaseToken],
        caps: RunningCaps,
        (now, until): (Timestamp, Timestamp),
    ) -> Result<Vec<ClaimedJob>, StoreError> {
        // A look first, because an idle queue is asked often and a transaction that writes is dear on SQLite.
        if turns::waiting(&self.reader, kind, now).await?.is_empty() {
            return Ok(vec![]);
        }
        let tx = self.begin_writing().await?;
        claim::one_at_a_time(tx.open()?).await?;
        let rows = claim::claim(tx.open()?, kind, tokens, caps, (now, until)).await?;
        let claimed: Vec<ClaimedJob> = rows.into_iter().map(claimed).collect::<Result<_, _>>()?;
        let mut news: BTreeMap<Uuid, News> = BTreeMap::new();
        for claim in &claimed {
            news.entry(claim.user_id.as_uuid()).or_default().tell(EventBody::Job((&claim.job).into()));
        }
        self.outlet.commit(tx, news, Some(now)).await?;
        Ok(claimed)
    }

    async fn is_active(&self, user: Uuid) -> Result<bool, StoreError> {
        let active = users::Column::Status.eq(UserStatus::Active.code());
        let query = users::Entity::find_by_id(user).filter(active).select_only().column(users::Column::Id);
        let found: Option<Uuid> = query.into_tuple().one(&self.reader).await.map_err(store_error)?;
        Ok(found.is_some())
    }
}

fn claimed(row: JobRow) -> Result<ClaimedJob, StoreError> {
    let (user, id) = (row.user_id, row.id);
    let token =
        row.lease_token.ok_or_else(|| StoreError::Corrupt(format!("the running job {id} has no lease")))?;
    Ok(ClaimedJob {
        user_id: UserId::from_uuid(user),
        job: row.try_into()?,
        token: LeaseToken::from_uuid(token),
    })
}

/// An update of a job while it runs under this token.
fn under_lease(job: JobId, token: LeaseToken) -> UpdateMany<jobs::Entity> {
    jobs::Entity::update_many()
        .filter(jobs::Column::Id.eq(job.as_uuid()))
        .filter(jobs::Column::State.eq(JobState::Running.code()))
        .filter(jobs::Column::LeaseToken.eq(token.as_uuid()))
}

fn live_jobs_of_production() -> SelectStatement {
    let of_production = [
        (jobs::Column::UserId, productions::Column::UserId),
        (jobs::Column::ProductionId, productions::Column::Id),
    ];
    let live = JobState::ALL.iter().filter(|state| !state.is_final()).map(|state| state.code());
    let mut query = Query::select().expr(Expr::value(1)).from(jobs::Entity).take();
    for (column, production) in of_production {
        query.and_where(Expr::col((jobs::Entity, column)).equals((productions::Entity, production)));
    }
    query.and_where(Expr::col((jobs::Entity, jobs::Column::State)).is_in(live)).take()
}

/// That of a disabled user goes no further.
fn active_user_of_production() -> SelectStatement {
    let user = Expr::col((users::Entity, users::Column::Id));
    Query::select()
        .expr(Expr::value(1))
        .from(users::Entity)
        .and_where(user.equals((productions::Entity, productions::Column::UserId)))
        .and_where(Expr::col((users::Entity, users::Column::Status)).eq(UserStatus::Active.code()))
        .take()
}

/// One in the trash goes no further.
fn kept_drama_of_production() -> SelectStatement {
    let of_production = [
        (dramas::Column::UserId, productions::Column::UserId),
        (dramas::Column::Id, productions::Column::DramaId),
    ];
    let mut query = Query::select().expr(Expr::value(1)).from(dramas::Entity).take();
    for (column, production) in of_production {
        query.and_where(Expr::col((dramas::Entity, column)).equals((productions::Entity, production)));
    }
    query.and_where(Expr::col((dramas::Entity, dramas::Column::DeletedAt)).is_null()).take()
}
