//! Jobs whose process died while it computed them, at
//! [`JobQueue::claim_alone`](xinggen_domain::ports::JobQueue::claim_alone).

use super::{Kit, Outcome, StoreHarness, there};
use crate::start;
use chrono::Duration;
use std::collections::BTreeSet;
use tokio::task::JoinSet;
use xinggen_domain::{
    JobId, LeaseToken,
    job::{ClaimedJob, Job, JobState, Lease},
    plan::RunningCaps,
    time::Timestamp,
};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

/// Queues jobs with so many deaths each, due one second after another.
async fn queue(kit: &Kit<'_>, deaths: &[u32]) -> Outcome<Vec<Job>> {
    let drama = kit.drama().await?;
    let due = deaths.iter().zip(0..);
    let jobs: Vec<Job> = due
        .map(|(deaths, second)| Job { deaths: *deaths, run_at: at(second), ..kit.build.image_job(&drama) })
        .collect();
    let mut tx = kit.begin().await?;
    for job in &jobs {
        assert!(tx.jobs().add(job.clone(), &[]).await?);
    }
    tx.commit().await?;
    Ok(jobs)
}

async fn claim(kit: &Kit<'_>, now: Timestamp) -> Outcome<Vec<JobId>> {
    let tokens: Vec<LeaseToken> = (0..9).map(|_| kit.build.id()).collect();
    let claims = kit.store.queue().claim(&tokens, RunningCaps::NONE, now, now).await?;
    Ok(claims.iter().map(|claim| claim.job.id).collect())
}

async fn claim_alone(kit: &Kit<'_>, cap: u32, now: Timestamp) -> Outcome<Option<ClaimedJob>> {
    let (queue, caps) = (kit.store.queue(), RunningCaps::each(cap));
    let waits = queue.waits_alone(caps, now).await?;
    let claimed = queue.claim_alone(kit.build.id(), caps, now, now + Duration::seconds(60)).await?;
    assert_eq!(waits, claimed.is_some(), "waits_alone tells what claim_alone finds");
    Ok(claimed)
}

/// A job with a death is claimed alone and never beside others; one without, never alone.
pub async fn a_job_with_a_death_is_claimed_alone(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let jobs = queue(&kit, &[1, 0, 2, 0]).await?;
    assert_eq!(
        claim(&kit, at(9)).await?,
        [jobs[1].id, jobs[3].id],
        "those without a death, the oldest first"
    );
    let first = there(claim_alone(&kit, 9, at(9)).await?, "job that runs alone")?;
    let expected = Job {
        state: JobState::Running,
        attempt: 1,
        lease: Some(Lease { token: first.token, until: at(69) }),
        started_at: Some(at(9)),
        ..jobs[0].clone()
    };
    assert_eq!((first.job.clone(), first.user_id), (expected, kit.owner));
    assert_eq!(kit.stored_job(&first.job).await?, first.job, "the store has the same");
    let second = there(claim_alone(&kit, 9, at(9)).await?, "second one")?;
    assert_eq!(second.job.id, jobs[2].id);
    assert_eq!(claim_alone(&kit, 9, at(9)).await?, None, "none is claimed twice");
    assert_eq!(claim(&kit, at(9)).await?, []);
    Ok(())
}

/// What runs alone is claimed when it is due, and within the cap of its user; what else runs counts.
pub async fn it_keeps_to_time_and_cap(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let jobs = queue(&kit, &[0, 1]).await?;
    assert_eq!(claim_alone(&kit, 9, at(0)).await?, None, "not due");
    assert_eq!(claim(&kit, at(0)).await?, [jobs[0].id]);
    assert_eq!(claim_alone(&kit, 1, at(1)).await?, None, "one runs already");
    let claimed = there(claim_alone(&kit, 2, at(1)).await?, "job within the cap")?;
    assert_eq!(claimed.job.id, jobs[1].id);
    Ok(())
}

/// Between users turns are taken as everywhere.
pub async fn users_take_turns_with_it(store: &dyn StoreHarness) -> Outcome {
    let busy = Kit::new(store).await?;
    let quiet = busy.neighbour().await?;
    queue(&busy, &[0, 1, 1]).await?;
    assert_eq!(claim(&busy, at(9)).await?.len(), 1, "the busy one runs a job");
    queue(&quiet, &[1]).await?;
    let mut turns = Vec::new();
    for second in 10..13 {
        let claimed = there(claim_alone(&busy, 9, at(second)).await?, "job that runs alone")?;
        turns.push(claimed.user_id);
    }
    assert_eq!(turns, [quiet.owner, busy.owner, busy.owner], "the one who runs the fewest comes first");
    Ok(())
}

/// Claims at the same moment get each job once, whether alone or beside others.
pub async fn claims_at_once_get_each_job_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let jobs = queue(&kit, &[0, 1].repeat(20)).await?;
    let expected: BTreeSet<JobId> = jobs.iter().map(|job| job.id).collect();
    let mut workers = JoinSet::new();
    for worker in 0..8 {
        let (queue, build) = (store.queue(), kit.build.clone());
        workers.spawn(async move {
            let mut got = Vec::new();
            loop {
                let (token, caps): (LeaseToken, _) = (build.id(), RunningCaps::NONE);
                let claimed = match worker % 2 {
                    0 => queue.claim_alone(token, caps, at(99), at(160)).await?,
                    _ => queue.claim(&[token], caps, at(99), at(160)).await?.pop(),
                };
                let Some(claimed) = claimed else { return Outcome::Ok(got) };
                assert_eq!(claimed.job.runs_alone(), worker % 2 == 0);
                got.push(claimed.job.id);
            }
        });
    }
    let mut all = Vec::new();
    while let Some(got) = workers.join_next().await {
        all.extend(got??);
    }
    assert_eq!(all.len(), 40, "every job is claimed once");
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), expected);
    Ok(())
}
