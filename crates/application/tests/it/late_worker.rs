//! A worker that is only late keeps its job.

use crate::house::{House, story};
use async_trait::async_trait;
use chrono::Duration;
use std::sync::Arc;
use xinggen_application::{Ended, JobRecovery, JobRunner, Ports};
use xinggen_domain::{
    JobId, LeaseToken, ProductionId, UserId,
    error::StoreError,
    job::{ClaimedJob, JobState},
    plan::RunningCaps,
    ports::{Heartbeat, JobQueue, Silent},
    time::Timestamp,
};
use xinggen_testkit::MemoryStore;

/// A queue whose workers extend their leases just after somebody saw them run out.
struct LateHeartbeats(MemoryStore);

#[async_trait]
impl JobQueue for LateHeartbeats {
    async fn claim(
        &self,
        tokens: &[LeaseToken],
        caps: RunningCaps,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<ClaimedJob>, StoreError> {
        self.0.claim(tokens, caps, now, until).await
    }

    async fn claim_alone(
        &self,
        token: LeaseToken,
        caps: RunningCaps,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedJob>, StoreError> {
        self.0.claim_alone(token, caps, now, until).await
    }

    async fn waits_alone(&self, caps: RunningCaps, now: Timestamp) -> Result<bool, StoreError> {
        self.0.waits_alone(caps, now).await
    }

    async fn heartbeat(
        &self,
        job: JobId,
        token: LeaseToken,
        until: Timestamp,
    ) -> Result<Heartbeat, StoreError> {
        self.0.heartbeat(job, token, until).await
    }

    async fn report(
        &self,
        job: JobId,
        token: LeaseToken,
        progress: u8,
        message: &str,
    ) -> Result<(), StoreError> {
        self.0.report(job, token, progress, message).await
    }

    async fn expired(
        &self,
        now: Timestamp,
        after: Option<JobId>,
        limit: u32,
    ) -> Result<Vec<ClaimedJob>, StoreError> {
        let expired = self.0.expired(now, after, limit).await?;
        for late in &expired {
            self.0.heartbeat(late.job.id, late.token, now + Duration::minutes(1)).await?;
        }
        Ok(expired)
    }

    async fn idle_productions(
        &self,
        after: Option<ProductionId>,
        limit: u32,
    ) -> Result<Vec<(UserId, ProductionId)>, StoreError> {
        self.0.idle_productions(after, limit).await
    }
}

#[tokio::test]
async fn a_lease_that_was_extended_meanwhile_is_not_taken_away() {
    let house = House::with_credits(2000).await;
    house.start(house.episode(story()).await, true).await;
    let claimed = house.claim().await;
    house.world.clock.advance(Duration::minutes(2));
    let queue = Arc::new(LateHeartbeats(house.world.store.clone()));
    JobRecovery::new(Ports { queue, ..house.world.ports() }).sweep().await.expect("swept");
    assert_eq!(house.job(claimed.job.id).await.state, JobState::Running);
    let runner = JobRunner::new(house.world.ports());
    assert_eq!(runner.run(&claimed, &Silent).await.expect("recorded"), Ended::Succeeded);
}
