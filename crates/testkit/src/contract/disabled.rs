//! What the [`JobQueue`](xinggen_domain::ports::JobQueue) does with the jobs of users who are not active.

use super::{Kit, Outcome, StoreHarness, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    JobId, LeaseToken,
    job::{ClaimedJob, Job},
    plan::RunningCaps,
    ports::Heartbeat,
    production::ProductionState,
    time::Timestamp,
    user::{User, UserStatus},
};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

async fn set(kit: &Kit<'_>, status: UserStatus) -> Outcome {
    let mut tx = kit.begin().await?;
    let user = there(tx.profile().get().await?, "user")?;
    tx.profile().save(User { status, ..user }).await?;
    Ok(tx.commit().await?)
}

/// Queues a job that runs beside others and one that runs alone.
async fn queue(kit: &Kit<'_>) -> Outcome<[Job; 2]> {
    let drama = kit.drama().await?;
    let jobs = [0, 1].map(|deaths| Job { deaths, ..kit.build.image_job(&drama) });
    let mut tx = kit.begin().await?;
    for job in &jobs {
        assert!(tx.jobs().add(job.clone(), &[]).await?);
    }
    tx.commit().await?;
    Ok(jobs)
}

/// All that can be claimed.
async fn claim_all(kit: &Kit<'_>) -> Outcome<Vec<ClaimedJob>> {
    let (queue, caps) = (kit.store.queue(), RunningCaps::NONE);
    let tokens: Vec<LeaseToken> = (0..9).map(|_| kit.build.id()).collect();
    let mut claimed = queue.claim(&tokens, caps, at(9), at(69)).await?;
    let waits = queue.waits_alone(caps, at(9)).await?;
    let alone = queue.claim_alone(kit.build.id(), caps, at(9), at(69)).await?;
    assert_eq!(waits, alone.is_some());
    claimed.extend(alone);
    Ok(claimed)
}

/// Jobs of a disabled user wait until the user is enabled; another user's are claimed.
pub async fn their_jobs_wait_until_they_are_enabled(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    let jobs = queue(&kit).await?;
    set(&kit, UserStatus::Disabled).await?;
    assert_eq!(claim_all(&kit).await?, []);
    queue(&other).await?;
    let claimed = claim_all(&kit).await?;
    assert!(claimed.len() == 2 && claimed.iter().all(|claim| claim.user_id == other.owner));
    for job in &jobs {
        assert_eq!(&kit.stored_job(job).await?, job, "nothing happened to it");
    }
    set(&kit, UserStatus::Active).await?;
    let claimed: Vec<JobId> = claim_all(&kit).await?.iter().map(|claim| claim.job.id).collect();
    assert_eq!(claimed, jobs.map(|job| job.id));
    Ok(())
}

/// The heartbeat of a running job tells that its user was disabled, and keeps the lease.
pub async fn a_heartbeat_tells_that_they_were_disabled(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    queue(&kit).await?;
    let claim = there(claim_all(&kit).await?.into_iter().next(), "job to claim")?;
    let queue = store.queue();
    for (status, owner_gone) in
        [(UserStatus::Active, false), (UserStatus::Disabled, true), (UserStatus::Active, false)]
    {
        set(&kit, status).await?;
        let kept = queue.heartbeat(claim.job.id, claim.token, at(99)).await?;
        assert_eq!(kept, Heartbeat::Kept { cancel_requested: false, owner_gone }, "{status}");
    }
    Ok(())
}

/// A production of a disabled user is none that should be taken further.
pub async fn their_productions_stand_still(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let production = kit.build.production_in(&house.episode, ProductionState::Running);
    let mut tx = kit.begin().await?;
    assert!(tx.productions().add(production.clone()).await?);
    tx.commit().await?;
    let queue = store.queue();
    for status in [UserStatus::Active, UserStatus::Disabled, UserStatus::Active] {
        set(&kit, status).await?;
        let expected = match status {
            UserStatus::Active => vec![(kit.owner, production.id)],
            _ => vec![],
        };
        assert_eq!(queue.idle_productions(None, 9).await?, expected, "{status}");
    }
    Ok(())
}
