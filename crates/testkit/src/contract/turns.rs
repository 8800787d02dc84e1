//! Whose turn it is at [`JobQueue::claim`](xinggen_domain::ports::JobQueue::claim).

use super::{Kit, Outcome, StoreHarness, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    LeaseToken, UserId,
    job::{ClaimedJob, JobState},
    plan::RunningCaps,
    time::Timestamp,
    user::{Role, User},
};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

/// Queues this many jobs that are due at once.
async fn queue(kit: &Kit<'_>, count: usize) -> Outcome {
    let drama = kit.drama().await?;
    let mut tx = kit.begin().await?;
    for _ in 0..count {
        assert!(tx.jobs().add(kit.build.image_job(&drama), &[]).await?);
    }
    Ok(tx.commit().await?)
}

async fn claim(kit: &Kit<'_>, count: usize, cap: u32, now: Timestamp) -> Outcome<Vec<ClaimedJob>> {
    let tokens: Vec<LeaseToken> = (0..count).map(|_| kit.build.id()).collect();
    Ok(kit.store.queue().claim(&tokens, RunningCaps::each(cap), now, now + Duration::seconds(60)).await?)
}

/// Who gets the next job.
async fn next(kit: &Kit<'_>, now: Timestamp) -> Outcome<ClaimedJob> {
    there(claim(kit, 1, u32::MAX, now).await?.into_iter().next(), "job to claim")
}

async fn finish(kit: &Kit<'_>, claim: &ClaimedJob, now: Timestamp) -> Outcome {
    let mut tx = kit.begin().await?;
    let mut job = there(tx.jobs().lock_claimed(claim.job.id, claim.token).await?, "claimed job")?;
    job.finish(JobState::Succeeded, None, now);
    tx.jobs().save(&job).await?;
    Ok(tx.commit().await?)
}

fn count_of(claims: &[ClaimedJob], user: &Kit<'_>) -> usize {
    claims.iter().filter(|claim| claim.user_id == user.owner).count()
}

/// A user with one job does not wait behind a user with two hundred older ones.
pub async fn one_job_does_not_wait_behind_many(store: &dyn StoreHarness) -> Outcome {
    let large = Kit::new(store).await?;
    let small = large.neighbour().await?;
    queue(&large, 200).await?;
    queue(&small, 1).await?;
    let claims = claim(&large, 2, u32::MAX, at(9)).await?;
    assert_eq!((count_of(&claims, &large), count_of(&claims, &small)), (1, 1));
    let claims = claim(&large, 5, u32::MAX, at(10)).await?;
    assert_eq!(count_of(&claims, &large), 5, "then the large one has all turns");
    queue(&small, 1).await?;
    assert_eq!(next(&large, at(11)).await?.user_id, small.owner, "whatever was claimed meanwhile");
    Ok(())
}

/// The user with the fewest running jobs is next; of several, the one whose last start is the longest ago.
pub async fn the_fewest_running_and_longest_waiting_is_next(store: &dyn StoreHarness) -> Outcome {
    let a = Kit::new(store).await?;
    let (b, c) = (a.neighbour().await?, a.neighbour().await?);
    queue(&a, 2).await?;
    next(&a, at(1)).await?;
    next(&a, at(2)).await?;
    queue(&b, 1).await?;
    next(&a, at(3)).await?;
    for user in [&a, &b, &c] {
        queue(user, 4).await?;
    }
    // Running: a 2, b 1, c 0.
    let mut turns: Vec<UserId> = Vec::new();
    for second in 4..=9 {
        turns.push(next(&a, at(second)).await?.user_id);
    }
    let expected = [&c, &b, &c, &a, &b, &c].map(|user| user.owner);
    assert_eq!(turns, expected);
    let claims = claim(&a, 3, u32::MAX, at(10)).await?;
    assert!([&a, &b, &c].iter().all(|user| count_of(&claims, user) == 1), "within one claim as well");
    Ok(())
}

/// Whoever runs nothing and started longest ago, or never, is next, whoever's job is older.
pub async fn a_tie_goes_to_the_longest_ago(store: &dyn StoreHarness) -> Outcome {
    let first = Kit::new(store).await?;
    let (second, never) = (first.neighbour().await?, first.neighbour().await?);
    for (user, second) in [(&first, 1), (&second, 2)] {
        queue(user, 1).await?;
        let claim = next(&first, at(second)).await?;
        finish(user, &claim, at(5)).await?;
    }
    for user in [&second, &first, &never] {
        queue(user, 1).await?;
    }
    let mut turns = Vec::new();
    for second in 6..=8 {
        let claim = next(&first, at(second)).await?;
        turns.push(claim.user_id);
        finish(&whose(&first, &claim), &claim, at(second)).await?;
    }
    assert_eq!(turns, [never.owner, first.owner, second.owner]);
    Ok(())
}

/// The kit of whoever has the claimed job.
fn whose<'a>(kit: &Kit<'a>, claim: &ClaimedJob) -> Kit<'a> {
    Kit { store: kit.store, build: kit.build.clone(), owner: claim.user_id }
}

/// A user has at most as many running jobs as the cap says; a finished one makes room.
pub async fn a_user_runs_no_more_than_the_cap(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    queue(&kit, 5).await?;
    queue(&other, 1).await?;
    let claims = claim(&kit, 9, 2, at(1)).await?;
    assert_eq!((count_of(&claims, &kit), count_of(&claims, &other)), (2, 1));
    assert_eq!(claim(&kit, 9, 2, at(2)).await?, [], "both are full or empty");
    let running = there(claims.iter().find(|claim| claim.user_id == kit.owner), "running job")?;
    finish(&kit, running, at(3)).await?;
    let more = claim(&kit, 9, 2, at(4)).await?;
    assert_eq!((more.len(), count_of(&more, &kit)), (1, 1), "one has made room");
    assert_eq!(claim(&kit, 9, 3, at(5)).await?.len(), 1, "a higher cap lets one more in");
    Ok(())
}

/// Each role has its own cap, whatever another one has; a membership counts while it holds.
pub async fn a_cap_is_that_of_the_role(store: &dyn StoreHarness) -> Outcome {
    let user = Kit::new(store).await?;
    let (vip, admin) = (user.neighbour().await?, user.neighbour().await?);
    let over = user.neighbour().await?;
    let changes =
        [(&vip, Role::User, Some(at(2))), (&over, Role::User, Some(at(1))), (&admin, Role::Admin, None)];
    for (kit, role, vip_until) in changes {
        let mut tx = kit.begin().await?;
        let known = there(tx.profile().get().await?, "user")?;
        tx.profile().save(User { role, vip_until, ..known }).await?;
        tx.commit().await?;
    }
    for kit in [&user, &vip, &over, &admin] {
        queue(kit, 5).await?;
    }
    let tokens: Vec<LeaseToken> = (0..20).map(|_| user.build.id()).collect();
    let caps = RunningCaps { user: 1, vip: 2, admin: 3 };
    let claims = store.queue().claim(&tokens, caps, at(1), at(61)).await?;
    assert_eq!([&user, &vip, &over, &admin].map(|kit| count_of(&claims, kit)), [1, 2, 1, 3]);
    Ok(())
}
