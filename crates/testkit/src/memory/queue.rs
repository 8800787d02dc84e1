use super::{MemoryStore, Result, store::State, tenant::TenantData};
use async_trait::async_trait;
use std::sync::Arc;
use xinggen_domain::{
    JobId, LeaseToken, ProductionId, UserId,
    event::{EventBody, JobNews},
    job::{ClaimedJob, Job, JobState, Lease},
    plan::RunningCaps,
    ports::{Clock as _, EventBus as _, Heartbeat, JobQueue, LotExpiry},
    production::ProductionState,
    time::Timestamp,
    user::UserStatus,
};

/// A job that runs under this token, to be changed, and whose it is.
fn leased(state: &mut State, id: JobId, token: LeaseToken) -> Option<(UserId, &mut Job)> {
    let runs =
        |job: &Job| job.state == JobState::Running && job.lease.is_some_and(|lease| lease.token == token);
    let mut tenants = state.tenants.iter_mut();
    let (owner, tenant) = tenants.find(|(_, tenant)| tenant.jobs.get(&id).is_some_and(runs))?;
    Some((*owner, Arc::make_mut(tenant).jobs.get_mut(&id)?))
}

/// The jobs of all tenants that fit, in the order of a key.
/// The first of these behind `after`, by their key.
pub(super) fn page_of<T, K: Ord>(
    all: impl Iterator<Item = T>,
    key: impl Fn(&T) -> K,
    after: Option<K>,
    limit: u32,
) -> Vec<T> {
    let mut rest: Vec<T> = match after {
        Some(after) => all.filter(|one| key(one) > after).collect(),
        None => all.collect(),
    };
    rest.sort_by_key(key);
    rest.truncate(limit as usize);
    rest
}

fn jobs_by<K: Ord>(state: &State, key: impl Fn(&Job) -> Option<K>) -> Vec<(UserId, JobId)> {
    let mut found = Vec::new();
    for (owner, tenant) in &state.tenants {
        for job in tenant.jobs.values() {
            found.extend(key(job).map(|key| (key, job.id, *owner)));
        }
    }
    found.sort();
    found.into_iter().map(|(_, id, owner)| (owner, id)).collect()
}

/// Whose turn it is, and the oldest of their due jobs, among those that run alone or those that do not: the active
/// user with the fewest running ones (fewer than the cap says), of several the one whose last start is the longest ago.
fn next(state: &State, caps: RunningCaps, now: Timestamp, alone: bool) -> Option<(UserId, JobId)> {
    let turns = state.tenants.iter().filter_map(|(owner, tenant)| {
        let user = tenant.user.as_ref().filter(|user| user.status == UserStatus::Active)?;
        let jobs = || tenant.jobs.values();
        let running = jobs().filter(|job| job.state == JobState::Running).count();
        let queued = jobs().filter(|job| job.state == JobState::Queued && job.runs_alone() == alone);
        let due = queued.filter(|job| job.run_at <= now);
        let oldest = due.map(|job| (job.run_at, job.created_at, job.id)).min()?;
        (running < caps.of(user.role_at(now)) as usize).then_some((
            running,
            tenant.last_start,
            oldest,
            *owner,
        ))
    });
    turns.min().map(|(_, _, (_, _, id), owner)| (owner, id))
}

fn claim(state: &mut State, owner: UserId, id: JobId, lease: Lease, now: Timestamp) -> Option<ClaimedJob> {
    let tenant = Arc::make_mut(state.tenants.get_mut(&owner)?);
    tenant.last_start = Some(now);
    let job = tenant.jobs.get_mut(&id)?;
    job.state = JobState::Running;
    job.attempt += 1;
    job.lease = Some(lease);
    job.started_at = job.started_at.or(Some(now));
    Some(ClaimedJob { user_id: owner, job: job.clone(), token: lease.token })
}

fn is_active(tenant: &Arc<TenantData>) -> bool {
    tenant.user.as_ref().is_some_and(|user| user.status == UserStatus::Active)
}

fn idle(tenant: &TenantData) -> impl Iterator<Item = ProductionId> + '_ {
    let live = |id: ProductionId| {
        let mut jobs = tenant.jobs.values();
        jobs.any(|job| job.production_id == Some(id) && !job.state.is_final())
    };
    let running =
        tenant.productions.values().filter(|production| production.state == ProductionState::Running);
    running.map(|production| production.id).filter(move |id| !live(*id))
}

impl MemoryStore {
    /// Writes events of jobs, and wakes their owners.
    fn publish(&self, state: &mut State, news: impl IntoIterator<Item = (UserId, JobNews)>) {
        for (owner, job) in news {
            if let Some(tenant) = state.tenants.get_mut(&owner) {
                Arc::make_mut(tenant).publish(vec![EventBody::Job(job)], self.clock.now());
                self.bus.notify(owner);
            }
        }
    }
}

#[async_trait]
impl JobQueue for MemoryStore {
    async fn claim(
        &self,
        tokens: &[LeaseToken],
        caps: RunningCaps,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<ClaimedJob>> {
        let claimed = self.write(|state| {
            let claim_next = |&token| {
                let (owner, id) = next(state, caps, now, false)?;
                claim(state, owner, id, Lease { token, until }, now)
            };
            let claimed: Vec<ClaimedJob> = tokens.iter().map_while(claim_next).collect();
            self.publish(state, claimed.iter().map(|claim| (claim.user_id, JobNews::from(&claim.job))));
            claimed
        });
        Ok(claimed.await)
    }

    async fn claim_alone(
        &self,
        token: LeaseToken,
        caps: RunningCaps,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedJob>> {
        let claimed = self.write(|state| {
            let (owner, id) = next(state, caps, now, true)?;
            let claimed = claim(state, owner, id, Lease { token, until }, now)?;
            self.publish(state, [(owner, JobNews::from(&claimed.job))]);
            Some(claimed)
        });
        Ok(claimed.await)
    }

    async fn waits_alone(&self, caps: RunningCaps, now: Timestamp) -> Result<bool> {
        Ok(self.read(|state| next(state, caps, now, true).is_some()))
    }

    async fn heartbeat(&self, job: JobId, token: LeaseToken, until: Timestamp) -> Result<Heartbeat> {
        let heard = self.write(|state| {
            let Some((owner, job)) = leased(state, job, token) else { return Heartbeat::Lost };
            job.lease = Some(Lease { token, until });
            let cancel_requested = job.cancel_requested;
            let tenant = state.tenants.get(&owner);
            Heartbeat::Kept { cancel_requested, owner_gone: !tenant.is_some_and(is_active) }
        });
        Ok(heard.await)
    }

    async fn report(&self, job: JobId, token: LeaseToken, progress: u8, message: &str) -> Result<()> {
        let written = self.write(|state| {
            if let Some((owner, job)) = leased(state, job, token) {
                job.progress = progress;
                message.clone_into(&mut job.message);
                let news = JobNews::from(&*job);
                self.publish(state, [(owner, news)]);
            }
        });
        written.await;
        Ok(())
    }

    async fn expired(&self, now: Timestamp, after: Option<JobId>, limit: u32) -> Result<Vec<ClaimedJob>> {
        Ok(self.read(|state| {
            let over = |job: &Job| {
                let lease = job.lease.filter(|lease| job.state == JobState::Running && lease.until < now);
                lease.filter(|_| Some(job.id) > after).map(|_| job.id)
            };
            let jobs = jobs_by(state, over).into_iter().take(limit as usize);
            jobs.filter_map(|(user_id, id)| {
                let job = state.tenants.get(&user_id)?.jobs.get(&id)?.clone();
                let token = job.lease?.token;
                Some(ClaimedJob { user_id, job, token })
            })
            .collect()
        }))
    }

    async fn idle_productions(
        &self,
        after: Option<ProductionId>,
        limit: u32,
    ) -> Result<Vec<(UserId, ProductionId)>> {
        Ok(self.read(|state| {
            let tenants = state.tenants.iter().filter(|(_, tenant)| is_active(tenant));
            let all = tenants.flat_map(|(owner, tenant)| idle(tenant).map(|id| (*owner, id)));
            page_of(all, |(_, id)| *id, after, limit)
        }))
    }
}

#[async_trait]
impl LotExpiry for MemoryStore {
    async fn owners(&self, now: Timestamp, after: Option<UserId>, limit: u32) -> Result<Vec<UserId>> {
        Ok(self.read(|state| {
            let due = |tenant: &TenantData| {
                let mut lots = tenant.lots.values();
                lots.any(|lot| lot.is_due(now) && lot.remaining.is_positive())
            };
            let owners = state.tenants.iter().filter(|(_, tenant)| due(tenant));
            page_of(owners.map(|(owner, _)| *owner), |owner| *owner, after, limit)
        }))
    }
}
