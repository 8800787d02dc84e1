//! [`Events`](xinggen_domain::ports::Events), and which changes write them.

use super::{Kit, Outcome, StoreHarness};
use crate::{rewrite, start};
use chrono::Duration;
use xinggen_domain::{
    Credits,
    error::VendorErrorClass,
    event::{Event, EventBody, JobNews, ProductionNews},
    job::{Job, JobError, JobState},
    plan::RunningCaps,
    ports::EventBounds,
    production::{Production, ProductionQuote, ProductionState},
    time::Timestamp,
};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

fn news(job: &Job) -> EventBody {
    EventBody::Job(JobNews::from(job))
}

fn bodies(events: &[Event]) -> Vec<EventBody> {
    events.iter().map(|event| event.body.clone()).collect()
}

pub(super) fn numbers(events: &[Event]) -> Vec<i64> {
    events.iter().map(|event| event.number).collect()
}

async fn bounds(kit: &Kit<'_>) -> Outcome<EventBounds> {
    Ok(kit.read().await?.events().bounds().await?)
}

/// A new user has no events, and content alone makes none.
pub async fn there_are_none_at_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    kit.house().await?;
    kit.asset().await?;
    assert_eq!(kit.events().await?, []);
    assert_eq!(bounds(&kit).await?, EventBounds { first: 1, last: 0 });
    Ok(())
}

/// A job is told of when it is added and whenever it is saved, with what is true of it; a refused one is not.
pub async fn a_job_is_told_of(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut job = kit.build.image_job(&kit.drama().await?);
    kit.add_job(&job).await?;
    let added = news(&job);
    let rival = Job { id: kit.build.id(), ..job.clone() };
    let mut tx = kit.begin().await?;
    assert!(!tx.jobs().add(rival, &[]).await?, "one is live");
    tx.commit().await?;
    assert_eq!(
        bodies(&kit.events().await?),
        std::slice::from_ref(&added),
        "one event, of the job that was added"
    );

    let error = JobError { class: VendorErrorClass::Moderation, message: "内容未通过审核".to_owned() };
    job.message = "第三次尝试".to_owned();
    job.progress = 40;
    job.finish(JobState::Failed, Some(error), at(1));
    let mut tx = kit.begin().await?;
    tx.jobs().save(&job).await?;
    tx.commit().await?;
    assert_eq!(bodies(&kit.events().await?), [added, news(&job)]);
    Ok(())
}

/// A job that is let go is told of as queued.
pub async fn an_unblocked_job_is_told_of(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = kit.drama().await?;
    let (mut first, second) = (kit.build.image_job(&drama), kit.build.image_job(&drama));
    let mut tx = kit.begin().await?;
    assert!(tx.jobs().add(first.clone(), &[]).await?);
    assert!(tx.jobs().add(second.clone(), &[first.id]).await?);
    tx.commit().await?;
    first.finish(JobState::Succeeded, None, at(1));
    let mut tx = kit.begin().await?;
    tx.jobs().save(&first).await?;
    assert_eq!(tx.jobs().unblock_after(first.id).await?, [second.id]);
    tx.commit().await?;
    let events = bodies(&kit.events().await?);
    assert_eq!(events.len(), 4);
    assert!(events[..2].contains(&news(&Job { state: JobState::Blocked, ..second.clone() })));
    assert!(events[2..].contains(&news(&first)));
    assert!(events[2..].contains(&news(&Job { state: JobState::Queued, ..second })));
    Ok(())
}

/// A production is told of when it is added and whenever it is saved; a refused one is not.
pub async fn a_production_is_told_of(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut production = kit.build.production(&house.episode);
    let told = |production: &Production| EventBody::Production(ProductionNews::from(production));
    let started = told(&production);
    let mut tx = kit.begin().await?;
    assert!(tx.productions().add(production.clone()).await?);
    tx.commit().await?;
    rewrite(&mut production, |record| {
        record.state = ProductionState::Paused;
        record.message = "积分不足".to_owned();
        record.quote = Some(ProductionQuote { exact: Credits::new(7), ceiling: Credits::new(9) });
    });
    let mut tx = kit.begin().await?;
    assert!(!tx.productions().add(kit.build.production(&house.episode)).await?, "one is live");
    tx.productions().save(&mut production).await?;
    tx.commit().await?;
    assert_eq!(bodies(&kit.events().await?), [started, told(&production)]);
    Ok(())
}

/// Saved credits are told of with the balance and what is held of it.
pub async fn credits_are_told_of(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (price, job) = (kit.image_price(5).await?, kit.build.image_job(&kit.drama().await?));
    let grant = kit.build.grant(50);
    kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await?;
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    let held = ledger.hold(job.id, price.quote(2), start(), kit.build.ids());
    assert!(held.is_ok(), "50 pay for 10");
    tx.credits().save(&mut ledger).await?;
    assert!(tx.jobs().add(job.clone(), &[]).await?);
    tx.commit().await?;
    let events = bodies(&kit.events().await?);
    let credits = |held| EventBody::Credits { credits: Credits::new(50), held: Credits::new(held) };
    assert_eq!(events[0], credits(0));
    assert!(events[1..].contains(&credits(10)) && events[1..].contains(&news(&job)));
    assert_eq!(events.len(), 3);
    Ok(())
}

/// A transaction tells of each thing once, with what was true of it at last.
pub async fn saves_of_one_thing_collapse(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let (mut job, other) = (kit.build.image_job(&house.drama), kit.build.image_job(&house.drama));
    let mut production = kit.build.production(&house.episode);
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    for amount in [10, 20] {
        ledger.grant(kit.build.grant(amount), start(), kit.build.ids());
        tx.credits().save(&mut ledger).await?;
    }
    assert!(tx.jobs().add(job.clone(), &[]).await?);
    assert!(tx.productions().add(production.clone()).await?);
    assert!(tx.jobs().add(other.clone(), &[]).await?);
    for progress in [10, 20, 30] {
        job.progress = progress;
        tx.jobs().save(&job).await?;
        rewrite(&mut production, |record| record.message = format!("{progress}%"));
        tx.productions().save(&mut production).await?;
    }
    tx.commit().await?;
    let events = kit.events().await?;
    assert_eq!(numbers(&events), [1, 2, 3, 4]);
    let credits = EventBody::Credits { credits: Credits::new(30), held: Credits::ZERO };
    let produced = EventBody::Production(ProductionNews::from(&production));
    for expected in [credits, news(&job), news(&other), produced] {
        assert!(bodies(&events).contains(&expected), "{expected:?} in {events:?}");
    }
    Ok(())
}

/// What is rolled back is not told of, and leaves no gap in the numbers.
pub async fn a_rollback_tells_nothing(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = kit.drama().await?;
    let mut tx = kit.begin().await?;
    assert!(tx.jobs().add(kit.build.image_job(&drama), &[]).await?);
    drop(tx);
    let mut tx = kit.begin().await?;
    assert!(tx.jobs().add(kit.build.image_job(&drama), &[]).await?);
    assert!(tx.dramas().save(&mut kit.build.drama()).await.is_err(), "there is no such drama");
    assert!(tx.commit().await.is_err(), "the transaction is poisoned");
    assert_eq!(kit.events().await?, []);
    let job = kit.build.image_job(&drama);
    kit.add_job(&job).await?;
    let events = kit.events().await?;
    assert_eq!((numbers(&events), bodies(&events)), (vec![1], vec![news(&job)]));
    Ok(())
}

/// Nobody sees an event before its transaction is committed.
pub async fn nothing_is_told_before_the_commit(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = kit.drama().await?;
    let mut tx = kit.begin().await?;
    assert!(tx.jobs().add(kit.build.image_job(&drama), &[]).await?);
    assert_eq!(kit.events().await?, []);
    tx.commit().await?;
    assert_eq!(kit.events().await?.len(), 1);
    Ok(())
}

/// A claim and a progress report are told of; a report without the lease is not.
pub async fn claims_and_reports_are_told_of(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    for user in [&kit, &neighbour] {
        user.add_job(&user.build.image_job(&user.drama().await?)).await?;
    }
    let tokens = [kit.build.id(), kit.build.id(), kit.build.id()];
    let queue = store.queue();
    let claims = queue.claim(&tokens, RunningCaps::each(9), at(9), at(69)).await?;
    assert_eq!(claims.len(), 2);
    for claim in &claims {
        let user = if claim.user_id == kit.owner { &kit } else { &neighbour };
        let events = user.events().await?;
        assert_eq!(numbers(&events), [1, 2], "the job was added, then claimed");
        assert_eq!(events[1].body, news(&claim.job));
        queue.report(claim.job.id, claim.token, 40, "画到一半").await?;
        queue.report(claim.job.id, kit.build.id(), 90, "别人的进度").await?;
        let events = user.events().await?;
        let stored = user.stored_job(&claim.job).await?;
        assert_eq!((events.len(), &events[2].body), (3, &news(&stored)));
        assert_eq!((stored.progress, stored.message.as_str()), (40, "画到一半"));
    }
    Ok(())
}

/// Events are read behind a number, in order, as many as asked for; the bounds say what there is.
pub async fn they_are_read_in_pages(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = kit.drama().await?;
    for _ in 0..5 {
        kit.add_job(&kit.build.image_job(&drama)).await?;
        store.pass_time();
    }
    let all = kit.events().await?;
    assert_eq!(numbers(&all), [1, 2, 3, 4, 5]);
    assert!(all.windows(2).all(|pair| pair[0].created_at < pair[1].created_at), "{all:?}");
    let mut tx = kit.read().await?;
    assert_eq!(tx.events().after(0, 2).await?, all[..2]);
    assert_eq!(tx.events().after(2, 2).await?, all[2..4]);
    assert_eq!(tx.events().after(4, 2).await?, all[4..]);
    assert_eq!(tx.events().after(5, 2).await?, []);
    assert_eq!(tx.events().after(99, 2).await?, []);
    assert_eq!(tx.events().bounds().await?, EventBounds { first: 1, last: 5 });
    Ok(())
}
