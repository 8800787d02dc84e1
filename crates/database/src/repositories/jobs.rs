//! Jobs and what they wait for.

mod parents;
mod waits;

use super::{Result, all_of, newest, one_of};
use crate::{
    rows::{JobRow, tables::jobs},
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, OnConflict},
};
use xinggen_domain::{
    DramaId, Id, JobId, LeaseToken, ProductionId,
    event::EventBody,
    job::{Job, JobState, Operation},
    ports::{JobFilter, Jobs, Page},
    take::Target,
};

/// Which jobs are live: word for word the condition of their unique index, which PostgreSQL and SQLite recognise
/// only as a literal.
const LIVE: &str = "state IN ('blocked', 'queued', 'running')";

pub(crate) struct SqlJobs<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Jobs for SqlJobs<'_> {
    async fn add(&mut self, mut job: Job, after: &[JobId]) -> Result<bool> {
        let mut call = self.0.write()?;
        parents::check(&call, &job).await?;
        let live = waits::lock_live_of(&call, after).await?;
        job.state = match job.state {
            JobState::Queued | JobState::Blocked if live.is_empty() => JobState::Queued,
            JobState::Queued | JobState::Blocked => JobState::Blocked,
            other => other,
        };
        let (id, news) = (job.id, EventBody::Job((&job).into()));
        let added = call.insert_unless(JobRow::of(call.owner(), job), one_live()).await?;
        if added {
            waits::add(&call, id, &live).await?;
            call.tell(news);
        }
        call.done(added)
    }

    async fn get(&mut self, id: JobId) -> Result<Option<Job>> {
        let call = self.0.read()?;
        let job = one_of(call.one(by_id(&call, id)).await?)?;
        call.done(job)
    }

    async fn lock_claimed(&mut self, id: JobId, token: LeaseToken) -> Result<Option<Job>> {
        let call = self.0.write()?;
        let query = by_id(&call, id)
            .filter(jobs::Column::State.eq(JobState::Running.code()))
            .filter(jobs::Column::LeaseToken.eq(token.as_uuid()))
            .lock_exclusive();
        let job = one_of(call.one(query).await?)?;
        call.done(job)
    }

    async fn lock(&mut self, id: JobId) -> Result<Option<Job>> {
        let call = self.0.write()?;
        let job = one_of(call.one(by_id(&call, id).lock_exclusive()).await?)?;
        call.done(job)
    }

    async fn save(&mut self, job: &Job) -> Result<()> {
        let mut call = self.0.write()?;
        let row = JobRow::of(call.owner(), job.clone());
        call.overwrite("job", job.id.as_uuid(), row).await?;
        call.tell(EventBody::Job(job.into()));
        call.done(())
    }

    async fn unblock_after(&mut self, id: JobId) -> Result<Vec<JobId>> {
        let mut call = self.0.write()?;
        let unblocked: Vec<Job> = all_of(waits::let_go(&call, id).await?)?;
        unblocked.iter().for_each(|job| call.tell(EventBody::Job(job.into())));
        call.done(unblocked.into_iter().map(|job| job.id).collect())
    }

    async fn lock_dependents(&mut self, id: JobId) -> Result<Vec<Job>> {
        let call = self.0.write()?;
        let dependents = all_of(waits::lock_dependents(&call, id).await?)?;
        call.done(dependents)
    }

    async fn lock_live(&mut self, production: ProductionId) -> Result<Vec<Job>> {
        let call = self.0.write()?;
        let query = of_production(&call, production).filter(Expr::cust(LIVE)).lock_exclusive();
        let jobs = all_of(call.all(query).await?)?;
        call.done(jobs)
    }

    async fn of_production(&mut self, production: ProductionId) -> Result<Vec<Job>> {
        let call = self.0.read()?;
        let jobs = all_of(call.all(of_production(&call, production)).await?)?;
        call.done(jobs)
    }

    async fn lock_live_of_drama(&mut self, drama: DramaId) -> Result<Vec<Job>> {
        let call = self.0.write()?;
        let query = call
            .find::<jobs::Entity>()
            .filter(jobs::Column::DramaId.eq(drama.as_uuid()))
            .filter(Expr::cust(LIVE))
            .order_by_asc(jobs::Column::Id)
            .lock_exclusive();
        let jobs = all_of(call.all(query).await?)?;
        call.done(jobs)
    }

    async fn live_of(&mut self, operation: Operation, target: Target) -> Result<Option<Job>> {
        let call = self.0.read()?;
        let query = call
            .find::<jobs::Entity>()
            .filter(jobs::Column::Operation.eq(operation.code()))
            .filter(jobs::Column::TargetKind.eq(target.kind()))
            .filter(jobs::Column::TargetId.eq(target.uuid()))
            .filter(Expr::cust(LIVE));
        let job = one_of(call.one(query).await?)?;
        call.done(job)
    }

    async fn running(&mut self) -> Result<u64> {
        let call = self.0.read()?;
        // A literal, which both databases recognise as the condition of the index.
        let running = call.find::<jobs::Entity>().filter(Expr::cust("state = 'running'"));
        let running = call.count(running).await?;
        call.done(running)
    }

    async fn list(&mut self, filter: JobFilter, page: Page<JobId>) -> Result<Vec<Job>> {
        let call = self.0.read()?;
        let query = newest(call.find::<jobs::Entity>(), page).filter(matching(filter));
        let jobs = all_of(call.all(query).await?)?;
        call.done(jobs)
    }
}

fn matching(filter: JobFilter) -> Condition {
    Condition::all()
        .add_option(filter.state.map(|state| jobs::Column::State.eq(state.code())))
        .add_option(filter.operation.map(|operation| jobs::Column::Operation.eq(operation.code())))
        .add_option(filter.drama.map(|drama| jobs::Column::DramaId.eq(drama.as_uuid())))
        .add_option(filter.episode.map(|episode| jobs::Column::EpisodeId.eq(episode.as_uuid())))
        .add_option(filter.production.map(|production| jobs::Column::ProductionId.eq(production.as_uuid())))
}

fn by_id(call: &Call<'_>, id: JobId) -> Select<jobs::Entity> {
    call.find::<jobs::Entity>().filter(jobs::Column::Id.eq(id.as_uuid()))
}

fn of_production(call: &Call<'_>, production: ProductionId) -> Select<jobs::Entity> {
    call.find::<jobs::Entity>()
        .filter(jobs::Column::ProductionId.eq(production.as_uuid()))
        .order_by_asc(jobs::Column::Id)
}

fn one_live() -> OnConflict {
    let target =
        [jobs::Column::UserId, jobs::Column::Operation, jobs::Column::TargetKind, jobs::Column::TargetId];
    OnConflict::columns(target).target_and_where(Expr::cust(LIVE)).do_nothing().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_are_those_that_are_not_final() {
        let live = JobState::ALL.iter().filter(|state| !state.is_final());
        let codes: Vec<String> = live.map(|state| format!("'{state}'")).collect();
        assert_eq!(LIVE, format!("state IN ({})", codes.join(", ")));
    }
}
