use super::{
    Result,
    table::{insert, newest, parent},
    tenant::TenantData,
    tx::MemoryTx,
};
use async_trait::async_trait;
use std::collections::BTreeSet;
use xinggen_domain::{
    DramaId, JobId, LeaseToken, ProductionId,
    error::StoreError,
    event::EventBody,
    job::{Job, JobState, Operation},
    ports::{JobFilter, Jobs, Page},
    take::Target,
};

pub(super) struct MemoryJobs<'a>(pub(super) &'a mut MemoryTx);

fn check_parents(tenant: &TenantData, job: &Job) -> Result<()> {
    parent(&tenant.dramas, job.drama_id, "drama")?;
    if let Some(episode) = job.episode_id {
        parent(&tenant.episodes, episode, "episode")?;
    }
    if let Some(production) = job.production_id {
        parent(&tenant.productions, production, "production")?;
    }
    if let Some(first) = job.retry_of {
        parent(&tenant.jobs, first, "job to retry")?;
    }
    Ok(())
}

fn is_live(tenant: &TenantData, id: JobId) -> bool {
    tenant.jobs.get(&id).is_some_and(|job| !job.state.is_final())
}

/// Who is blocked and waits for this one directly.
fn waiting_for(tenant: &TenantData, id: JobId) -> Vec<JobId> {
    let waits = tenant.waits.iter().filter(|(_, first)| *first == id);
    let blocked = |waiter: &JobId| tenant.jobs[waiter].state == JobState::Blocked;
    waits.map(|(waiter, _)| *waiter).filter(blocked).collect()
}

fn matches(filter: JobFilter, job: &Job) -> bool {
    filter.state.is_none_or(|state| job.state == state)
        && filter.operation.is_none_or(|operation| job.operation == operation)
        && filter.drama.is_none_or(|drama| job.drama_id == drama)
        && (filter.episode.is_none() || job.episode_id == filter.episode)
        && (filter.production.is_none() || job.production_id == filter.production)
}

impl MemoryJobs<'_> {
    fn tell(&mut self, job: &Job) {
        self.0.tell(EventBody::Job(job.into()));
    }
}

#[async_trait]
impl Jobs for MemoryJobs<'_> {
    async fn add(&mut self, mut job: Job, after: &[JobId]) -> Result<bool> {
        let added = self.0.write(|tenant| {
            check_parents(tenant, &job)?;
            let rival = |other: &Job| (other.target, other.operation) == (job.target, job.operation);
            if tenant.jobs.values().any(|other| !other.state.is_final() && rival(other)) {
                return Ok(None);
            }
            let first: Vec<JobId> = after.iter().copied().filter(|id| is_live(tenant, *id)).collect();
            job.state = if first.is_empty() { JobState::Queued } else { JobState::Blocked };
            tenant.waits.extend(first.into_iter().map(|first| (job.id, first)));
            insert(&mut tenant.jobs, job.id, job.clone(), "job id")?;
            Ok(Some(job))
        })?;
        if let Some(job) = &added {
            self.tell(job);
        }
        Ok(added.is_some())
    }

    async fn get(&mut self, id: JobId) -> Result<Option<Job>> {
        self.0.read(|tenant| tenant.jobs.get(&id).cloned())
    }

    async fn lock_claimed(&mut self, id: JobId, token: LeaseToken) -> Result<Option<Job>> {
        let job = self.get(id).await?;
        Ok(job.filter(|job| {
            job.state == JobState::Running && job.lease.is_some_and(|lease| lease.token == token)
        }))
    }

    async fn lock(&mut self, id: JobId) -> Result<Option<Job>> {
        self.get(id).await
    }

    async fn save(&mut self, job: &Job) -> Result<()> {
        self.0.write(|tenant| match tenant.jobs.get_mut(&job.id) {
            Some(stored) => {
                *stored = job.clone();
                Ok(())
            }
            None => Err(StoreError::Stale("the job")),
        })?;
        self.tell(job);
        Ok(())
    }

    async fn unblock_after(&mut self, id: JobId) -> Result<Vec<JobId>> {
        let freed = self.0.write(|tenant| {
            let mut freed = waiting_for(tenant, id);
            tenant.waits.retain(|(_, first)| *first != id);
            freed.retain(|waiter| !tenant.waits.iter().any(|(other, _)| other == waiter));
            let mut queued = Vec::new();
            for waiter in &freed {
                if let Some(job) = tenant.jobs.get_mut(waiter) {
                    job.state = JobState::Queued;
                    queued.push(job.clone());
                }
            }
            Ok(queued)
        })?;
        freed.iter().for_each(|job| self.tell(job));
        Ok(freed.iter().map(|job| job.id).collect())
    }

    async fn lock_dependents(&mut self, id: JobId) -> Result<Vec<Job>> {
        self.0.read(|tenant| {
            let mut found = BTreeSet::new();
            let mut open = vec![id];
            while let Some(next) = open.pop() {
                open.extend(waiting_for(tenant, next).into_iter().filter(|waiter| found.insert(*waiter)));
            }
            found.iter().map(|id| tenant.jobs[id].clone()).collect()
        })
    }

    async fn lock_live(&mut self, production: ProductionId) -> Result<Vec<Job>> {
        let mut jobs = self.of_production(production).await?;
        jobs.retain(|job| !job.state.is_final());
        Ok(jobs)
    }

    async fn of_production(&mut self, production: ProductionId) -> Result<Vec<Job>> {
        self.0.read(|tenant| {
            let jobs = tenant.jobs.values();
            jobs.filter(|job| job.production_id == Some(production)).cloned().collect()
        })
    }

    async fn lock_live_of_drama(&mut self, drama: DramaId) -> Result<Vec<Job>> {
        self.0.read(|tenant| {
            let live = tenant.jobs.values().filter(|job| !job.state.is_final());
            live.filter(|job| job.drama_id == drama).cloned().collect()
        })
    }

    async fn live_of(&mut self, operation: Operation, target: Target) -> Result<Option<Job>> {
        self.0.read(|tenant| {
            let mut live = tenant.jobs.values().filter(|job| !job.state.is_final());
            live.find(|job| (job.operation, job.target) == (operation, target)).cloned()
        })
    }

    async fn running(&mut self) -> Result<u64> {
        self.0.read(|tenant| tenant.jobs.values().filter(|job| job.state == JobState::Running).count() as u64)
    }

    async fn list(&mut self, filter: JobFilter, page: Page<JobId>) -> Result<Vec<Job>> {
        self.0.read(|tenant| newest(&tenant.jobs, page, |job| matches(filter, job)))
    }
}
