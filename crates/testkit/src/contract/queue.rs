//! [`JobQueue`](xinggen_domain::ports::JobQueue).

use super::{Kit, Outcome, StoreHarness, there};
use crate::{rewrite, start};
use chrono::Duration;
use std::collections::BTreeSet;
use tokio::task::JoinSet;
use xinggen_domain::{
    JobId, LeaseToken,
    job::{ClaimedJob, Job, JobOrder, JobState, Lease, Operation},
    plan::RunningCaps,
    ports::Heartbeat,
    production::{Production, ProductionState},
    take::Target,
    time::Timestamp,
};

fn tokens(kit: &Kit<'_>, count: usize) -> Vec<LeaseToken> {
    (0..count).map(|_| kit.build.id()).collect()
}

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

async fn claim_one(kit: &Kit<'_>, now: Timestamp, until: Timestamp) -> Outcome<ClaimedJob> {
    let claimed = kit.store.queue().claim(&tokens(kit, 1), RunningCaps::NONE, now, until).await?;
    there(claimed.into_iter().next(), "job to claim")
}

/// Adds this many jobs that are due one second after another.
async fn add_jobs(kit: &Kit<'_>, count: i64) -> Outcome<Vec<Job>> {
    let drama = kit.drama().await?;
    let jobs: Vec<Job> =
        (0..count).map(|second| Job { run_at: at(second), ..kit.build.image_job(&drama) }).collect();
    let mut tx = kit.begin().await?;
    for job in &jobs {
        assert!(tx.jobs().add(job.clone(), &[]).await?);
    }
    tx.commit().await?;
    Ok(jobs)
}

/// A claimed job is running under the claim's token, one attempt further, and says whose it is.
pub async fn a_claim_takes_a_job_with_its_owner(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let job = add_jobs(&kit, 1).await?.remove(0);
    let other = add_jobs(&neighbour, 1).await?.remove(0);
    let tokens = tokens(&kit, 2);
    let mut claimed = store.queue().claim(&tokens, RunningCaps::NONE, at(1), at(61)).await?;
    claimed.sort_by_key(|claim| claim.job.id);
    assert_eq!(claimed.len(), 2, "both are due");
    for (claim, (job, owner)) in claimed.iter().zip([(job, kit.owner), (other, neighbour.owner)]) {
        let expected = Job {
            state: JobState::Running,
            attempt: 1,
            lease: Some(Lease { token: claim.token, until: at(61) }),
            started_at: Some(at(1)),
            ..job
        };
        assert_eq!(claim.job, expected);
        assert_eq!(claim.user_id, owner, "a claim carries its owner");
        assert!(tokens.contains(&claim.token), "the token is one of those given");
    }
    assert_ne!(claimed[0].token, claimed[1].token, "every claim has its own token");
    assert_eq!(kit.stored_job(&claimed[0].job).await?, claimed[0].job, "the store has the same");
    Ok(())
}

/// A later attempt keeps the time of the first start.
pub async fn a_second_claim_keeps_the_first_start(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    add_jobs(&kit, 1).await?;
    let first = claim_one(&kit, at(1), at(61)).await?;
    let mut job = first.job;
    job.requeue(at(100), None);
    let mut tx = kit.begin().await?;
    tx.jobs().lock_claimed(job.id, first.token).await?;
    tx.jobs().save(&job).await?;
    tx.commit().await?;
    let second = claim_one(&kit, at(100), at(160)).await?;
    assert_eq!(second.job.attempt, 2);
    assert_eq!(second.job.started_at, Some(at(1)));
    assert_ne!(second.token, first.token);
    Ok(())
}

/// Jobs are claimed oldest first, at most one per token, and not before they are due.
pub async fn the_oldest_due_jobs_come_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let jobs = add_jobs(&kit, 6).await?;
    let queue = store.queue();
    let ids = |claimed: Vec<ClaimedJob>| -> Vec<JobId> { claimed.iter().map(|claim| claim.job.id).collect() };
    let expected: Vec<JobId> = jobs.iter().map(|job| job.id).collect();
    assert_eq!(
        ids(queue.claim(&tokens(&kit, 5), RunningCaps::NONE, start() - Duration::seconds(1), at(60)).await?),
        []
    );
    assert_eq!(ids(queue.claim(&[], RunningCaps::NONE, at(9), at(60)).await?), [], "no tokens, no claims");
    assert_eq!(
        ids(queue.claim(&tokens(&kit, 2), RunningCaps::NONE, at(3), at(60)).await?),
        expected[..2],
        "the oldest two"
    );
    assert_eq!(
        ids(queue.claim(&tokens(&kit, 9), RunningCaps::NONE, at(3), at(60)).await?),
        expected[2..4],
        "just the due ones"
    );
    assert_eq!(
        ids(queue.claim(&tokens(&kit, 9), RunningCaps::NONE, at(9), at(60)).await?),
        expected[4..],
        "the rest"
    );
    assert_eq!(
        ids(queue.claim(&tokens(&kit, 9), RunningCaps::NONE, at(9), at(60)).await?),
        [],
        "none is claimed twice"
    );
    Ok(())
}

/// Only queued jobs are claimed: not blocked, not running, not final ones.
pub async fn only_queued_jobs_are_claimed(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut jobs = add_jobs(&kit, 3).await?;
    let drama = kit.drama().await?;
    let blocked = kit.build.image_job(&drama);
    let mut tx = kit.begin().await?;
    tx.jobs().add(blocked, &[jobs[0].id]).await?;
    for (job, state) in jobs[1..].iter_mut().zip([JobState::Cancelled, JobState::Failed]) {
        job.finish(state, None, at(1));
        tx.jobs().save(job).await?;
    }
    tx.commit().await?;
    let claimed = store.queue().claim(&tokens(&kit, 9), RunningCaps::NONE, at(99), at(160)).await?;
    let ids: Vec<JobId> = claimed.iter().map(|claim| claim.job.id).collect();
    assert_eq!(ids, [jobs[0].id]);
    Ok(())
}

/// Eight workers that claim at once from several users' jobs get each job exactly once.
pub async fn no_job_is_claimed_twice(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut expected = BTreeSet::new();
    for _ in 0..4 {
        let user = kit.neighbour().await?;
        for job in add_jobs(&user, 25).await? {
            expected.insert((user.owner, job.id));
        }
    }
    let mut workers = JoinSet::new();
    for size in 1..=8 {
        let (queue, build) = (store.queue(), kit.build.clone());
        workers.spawn(async move {
            let mut got = Vec::new();
            loop {
                let tokens: Vec<LeaseToken> = (0..size).map(|_| build.id()).collect();
                let claimed = queue.claim(&tokens, RunningCaps::NONE, at(99), at(160)).await?;
                if claimed.is_empty() {
                    return Outcome::Ok(got);
                }
                assert!(claimed.len() <= tokens.len(), "at most one job per token");
                got.extend(claimed);
            }
        });
    }
    let mut all = Vec::new();
    while let Some(got) = workers.join_next().await {
        all.extend(got??);
    }
    assert_eq!(all.len(), 100, "every job is claimed once");
    let claimed: BTreeSet<_> = all.iter().map(|claim| (claim.user_id, claim.job.id)).collect();
    assert_eq!(claimed, expected);
    let leases: BTreeSet<LeaseToken> = all.iter().map(|claim| claim.token).collect();
    assert_eq!(leases.len(), 100, "every claim has its own token");
    Ok(())
}

/// A heartbeat extends the lease and tells whether somebody wants the job to stop.
pub async fn a_heartbeat_keeps_the_lease(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    add_jobs(&kit, 1).await?;
    let claim = claim_one(&kit, at(1), at(61)).await?;
    let queue = store.queue();
    let kept = queue.heartbeat(claim.job.id, claim.token, at(91)).await?;
    assert_eq!(kept, Heartbeat::Kept { cancel_requested: false, owner_gone: false });
    let job = kit.stored_job(&claim.job).await?;
    assert_eq!(job.lease.map(|lease| lease.until), Some(at(91)), "the lease is extended");

    let mut tx = kit.begin().await?;
    let mut job = there(tx.jobs().lock(job.id).await?, "such job")?;
    job.cancel_requested = true;
    tx.jobs().save(&job).await?;
    tx.commit().await?;
    let kept = queue.heartbeat(job.id, claim.token, at(121)).await?;
    assert_eq!(kept, Heartbeat::Kept { cancel_requested: true, owner_gone: false });
    Ok(())
}

/// A heartbeat under another token, for a job that is final or back in the queue, or for none, is lost.
pub async fn a_heartbeat_without_a_lease_is_lost(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    add_jobs(&kit, 2).await?;
    let claims = store.queue().claim(&tokens(&kit, 2), RunningCaps::NONE, at(9), at(61)).await?;
    let queue = store.queue();
    let lost = queue.heartbeat(claims[0].job.id, kit.build.id(), at(91)).await?;
    assert_eq!(lost, Heartbeat::Lost, "another token");
    let lost = queue.heartbeat(claims[0].job.id, claims[1].token, at(91)).await?;
    assert_eq!(lost, Heartbeat::Lost, "the token of another job");
    let lost = queue.heartbeat(kit.build.id(), claims[0].token, at(91)).await?;
    assert_eq!(lost, Heartbeat::Lost, "an unknown job");
    let [mut done, mut back] = [claims[0].job.clone(), claims[1].job.clone()];
    assert_eq!(kit.stored_job(&done).await?, done, "a lost heartbeat changes nothing");

    done.finish(JobState::Succeeded, None, at(20));
    back.requeue(at(30), None);
    let mut tx = kit.begin().await?;
    tx.jobs().save(&done).await?;
    tx.jobs().save(&back).await?;
    tx.commit().await?;
    for (claim, job) in claims.iter().zip([done, back]) {
        let lost = queue.heartbeat(job.id, claim.token, at(91)).await?;
        assert_eq!(lost, Heartbeat::Lost, "a job that is {}", job.state);
        assert_eq!(kit.stored_job(&job).await?, job, "a lost heartbeat changes nothing");
    }
    Ok(())
}

/// Progress is written under the lease, and by nobody else.
pub async fn progress_needs_the_lease(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    add_jobs(&kit, 1).await?;
    let claim = claim_one(&kit, at(1), at(61)).await?;
    let queue = store.queue();
    queue.report(claim.job.id, claim.token, 40, "画到一半").await?;
    let mut job = kit.stored_job(&claim.job).await?;
    assert_eq!((job.progress, job.message.as_str()), (40, "画到一半"));
    queue.report(job.id, kit.build.id(), 90, "别人的进度").await?;
    assert_eq!(kit.stored_job(&job).await?, job, "another token writes nothing");

    job.finish(JobState::Succeeded, None, at(9));
    let mut tx = kit.begin().await?;
    tx.jobs().save(&job).await?;
    tx.commit().await?;
    queue.report(job.id, claim.token, 50, "太晚了").await?;
    assert_eq!(kit.stored_job(&job).await?, job, "a final job keeps what it has");
    Ok(())
}

/// Running jobs whose lease is over are listed with their owners, page by page; others are not.
pub async fn overdue_leases_are_listed(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    add_jobs(&kit, 2).await?;
    add_jobs(&neighbour, 2).await?;
    let mut claims = Vec::new();
    for second in [10, 20, 30, 40] {
        claims.push(claim_one(&kit, at(9), at(second)).await?);
    }
    let mut done = claims[1].job.clone();
    done.finish(JobState::Succeeded, None, at(15));
    let owner = if claims[1].user_id == kit.owner { &kit } else { &neighbour };
    let mut tx = owner.begin().await?;
    tx.jobs().save(&done).await?;
    tx.commit().await?;

    let queue = store.queue();
    assert_eq!(queue.expired(at(10), None, 9).await?, [], "a lease that ends now is not over");
    let mut overdue = [claims[0].clone(), claims[2].clone()];
    overdue.sort_by_key(|claimed| claimed.job.id);
    assert_eq!(queue.expired(at(31), None, 9).await?, overdue, "running, with owner and token");
    assert_eq!(queue.expired(at(31), None, 1).await?, overdue[..1], "at most as many as asked for");
    let seen = Some(overdue[0].job.id);
    assert_eq!(queue.expired(at(31), seen, 9).await?, overdue[1..], "behind the one that was seen");
    queue.heartbeat(overdue[0].job.id, overdue[0].token, at(90)).await?;
    assert_eq!(queue.expired(at(31), None, 9).await?, overdue[1..], "a heartbeat takes a job off the list");
    Ok(())
}

/// Running productions without a live job are listed with their owners; others are not.
pub async fn idle_productions_are_listed(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (idle, owner) = running(&kit, None).await?;
    for state in [JobState::Blocked, JobState::Queued, JobState::Running] {
        running(&kit.neighbour().await?, Some(state)).await?;
    }
    let neighbour = kit.neighbour().await?;
    let (finished, _) = running(&neighbour, Some(JobState::Succeeded)).await?;
    for state in ProductionState::ALL {
        if *state != ProductionState::Running {
            let other = kit.neighbour().await?;
            let (mut production, _) = running(&other, None).await?;
            rewrite(&mut production, |record| record.state = *state);
            let mut tx = other.begin().await?;
            tx.productions().save(&mut production).await?;
            tx.commit().await?;
        }
    }
    let mut expected = vec![(owner, idle.id), (neighbour.owner, finished.id)];
    expected.sort_by_key(|(_, production)| *production);
    let queue = store.queue();
    assert_eq!(queue.idle_productions(None, 99).await?, expected, "running, and nothing in it is live");
    assert_eq!(queue.idle_productions(None, 1).await?, expected[..1], "at most as many as asked for");
    let seen = Some(expected[0].1);
    assert_eq!(queue.idle_productions(seen, 99).await?, expected[1..], "behind the one that was seen");
    Ok(())
}

/// A running production, with a job in this state besides one that is done.
async fn running(kit: &Kit<'_>, job: Option<JobState>) -> Outcome<(Production, xinggen_domain::UserId)> {
    let house = kit.house().await?;
    let production = kit.build.production_in(&house.episode, ProductionState::Running);
    let order = JobOrder {
        production_id: Some(production.id),
        ..kit.build.order(&house.drama, Operation::Script, Target::Episode(house.episode.id))
    };
    let mut tx = kit.begin().await?;
    tx.productions().add(production.clone()).await?;
    if let Some(state) = job {
        let mut job = kit.build.job(order);
        tx.jobs().add(job.clone(), &[]).await?;
        job.state = state;
        job.finished_at = state.is_final().then(|| at(5));
        job.lease = (state == JobState::Running).then(|| Lease { token: kit.build.id(), until: at(60) });
        tx.jobs().save(&job).await?;
    }
    tx.commit().await?;
    Ok((production, kit.owner))
}
