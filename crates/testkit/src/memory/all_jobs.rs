use super::{MemoryStore, Result};
use async_trait::async_trait;
use xinggen_domain::{
    JobId,
    job::OwnedJob,
    ports::{AllJobs, AllJobsFilter, Page},
};

fn matches(filter: AllJobsFilter, owned: &OwnedJob) -> bool {
    let job = &owned.job;
    filter.user.is_none_or(|user| owned.user_id == user)
        && filter.state.is_none_or(|state| job.state == state)
        && filter.operation.is_none_or(|operation| job.operation == operation)
        && filter.dead.is_none_or(|dead| job.dead == dead)
}

#[async_trait]
impl AllJobs for MemoryStore {
    async fn list(&self, filter: AllJobsFilter, page: Page<JobId>) -> Result<Vec<OwnedJob>> {
        Ok(self.read(|state| {
            let mut all: Vec<OwnedJob> = Vec::new();
            for (user_id, tenant) in &state.tenants {
                let owned = tenant.jobs.values().map(|job| OwnedJob { user_id: *user_id, job: job.clone() });
                all.extend(owned.filter(|owned| matches(filter, owned)));
            }
            all.retain(|owned| page.after.is_none_or(|after| owned.job.id < after));
            all.sort_by_key(|owned| std::cmp::Reverse(owned.job.id));
            all.truncate(page.limit as usize);
            all
        }))
    }

    async fn find(&self, id: JobId) -> Result<Option<OwnedJob>> {
        Ok(self.read(|state| {
            state.tenants.iter().find_map(|(user_id, tenant)| {
                let job = tenant.jobs.get(&id)?.clone();
                Some(OwnedJob { user_id: *user_id, job })
            })
        }))
    }
}
