//! [`Events`](xinggen_domain::ports::Events) as listeners follow them.

use super::{Broken, Kit, Outcome, StoreHarness, events::numbers, rivalry::at_once, there};
use std::{collections::BTreeSet, time::Duration};
use xinggen_domain::{
    JobId,
    event::{Event, EventBody},
    plan::RunningCaps,
    ports::EventListener,
};

/// Many commits of two users at once: each user's numbers run without a gap, and who reads on behind the last
/// one seen misses none, because a lower number never comes after a higher one.
pub async fn numbers_run_without_gaps(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let users = [kit.neighbour().await?, kit.neighbour().await?];
    let mut writers = Vec::new();
    for (at, user) in users.iter().cycle().take(8).enumerate() {
        let drama = user.drama().await?;
        let (unit, owner) = (store.unit_of_work(), user.owner);
        let jobs = [(); 5].map(|()| user.build.image_job(&drama));
        writers.push(async move {
            for job in jobs {
                let mut tx = unit.begin(owner).await?;
                assert!(tx.jobs().add(job, &[]).await?, "writer {at}");
                tx.commit().await?;
            }
            Outcome::Ok(())
        });
    }
    let (written, one, two) = tokio::join!(at_once(writers), follow(&users[0], 20), follow(&users[1], 20));
    written?;
    for (user, seen) in users.iter().zip([one?, two?]) {
        assert_eq!(seen, user.events().await?, "a reader who followed has seen the same");
        let jobs: BTreeSet<JobId> = seen.iter().filter_map(job_of).collect();
        assert_eq!(jobs.len(), 20, "every job once");
    }
    Ok(())
}

fn job_of(event: &Event) -> Option<JobId> {
    match &event.body {
        EventBody::Job(job) => Some(job.id),
        _ => None,
    }
}

/// Reads on behind the last event seen until there are so many.
async fn follow(kit: &Kit<'_>, count: usize) -> Outcome<Vec<Event>> {
    let mut seen: Vec<Event> = Vec::new();
    while seen.len() < count {
        let last = seen.last().map_or(0, |event| event.number);
        seen.extend(kit.read().await?.events().after(last, 3).await?);
        let expected: Vec<i64> = (1..=seen.len() as i64).collect();
        assert_eq!(numbers(&seen), expected, "none is missed");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok(seen)
}

/// A commit with news wakes who listens to its owner, and nobody else.
pub async fn a_commit_wakes_its_owner(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let job = kit.build.image_job(&kit.drama().await?);
    let bus = store.bus();
    let (mut own, mut other) = (bus.listen(kit.owner), bus.listen(neighbour.owner));
    let soon = Duration::from_secs(10);
    kit.add_job(&job).await?;
    let woken = async |own: &mut Box<dyn EventListener>, what: &str| {
        let heard = tokio::time::timeout(soon, own.heard()).await;
        heard.map_err(|_| Broken::new(format!("{what} must wake its owner")))
    };
    woken(&mut own, "a commit").await?;
    let token = kit.build.id();
    let claims = store.queue().claim(&[token], RunningCaps::each(9), job.run_at, job.run_at).await?;
    let claim = there(claims.first(), "job to claim")?;
    woken(&mut own, "a claim").await?;
    store.queue().report(claim.job.id, token, 40, "画到一半").await?;
    woken(&mut own, "a report").await?;
    let late = tokio::time::timeout(Duration::from_millis(50), other.heard()).await;
    assert!(late.is_err(), "a neighbour is not woken");
    Ok(())
}
