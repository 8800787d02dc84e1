//! Who gets a turn, and what happens when there is none to come.

use crate::studio::{Studio, until};
use std::time::Duration;
use tokio::time::sleep;
use xinggen_domain::{
    drama::TRASH_DAYS,
    job::JobState,
    plan::RunningCaps,
    ports::{Clock as _, UnitOfWork as _},
};
use xinggen_worker::WorkerSettings;

const DRAIN: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_turns_at_once_than_the_cap() {
    let studio = Studio::new().await;
    let (many, few) = (studio.world.user(1000).await, studio.world.user(1000).await);
    studio.ask(many, '多', 10).await;
    studio.ask(few, '少', 1).await;
    studio.work(WorkerSettings { slots: 8, ..WorkerSettings::default() }, DRAIN);
    until("both draw", async || studio.images.drawing().len() == 2).await;
    sleep(Duration::from_millis(100)).await;
    let drawing = studio.images.drawing();
    assert_eq!((drawing[&'多'], drawing[&'少']), (4, 1), "four by default, though slots are free");
    studio.images.let_go(11);
    until("all is drawn", async || studio.jobs(many, JobState::Succeeded).await.len() == 10).await;
    studio.stop().await;
    assert_eq!(studio.world.audit().await.expect("read"), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_stopped_ends_what_runs_and_begins_nothing() {
    let studio = Studio::new().await;
    let user = studio.world.user(1000).await;
    studio.ask(user, '多', 5).await;
    studio.work(WorkerSettings { caps: RunningCaps::each(2), ..WorkerSettings::default() }, DRAIN);
    until("two draw", async || studio.images.drawing().get(&'多') == Some(&2)).await;
    let stopped = async {
        // The worker hears of the stop before anything is let go.
        sleep(Duration::from_millis(50)).await;
        studio.images.let_go(5);
    };
    tokio::join!(studio.stop(), stopped);
    assert_eq!(studio.jobs(user, JobState::Succeeded).await.len(), 2);
    assert_eq!(studio.jobs(user, JobState::Queued).await.len(), 3);
    assert_eq!(studio.jobs(user, JobState::Running).await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sweep_keeps_house_now_and_then() {
    let studio = Studio::new().await;
    let user = studio.world.user(1000).await;
    let trash = async |name| {
        let id = studio.ask(user, name, 0).await;
        let mut tx = studio.world.store.begin(user.user_id).await.expect("begun");
        let mut drama = tx.dramas().get(id).await.expect("read").expect("there");
        drama.deleted_at = Some(studio.world.clock.now() - chrono::Duration::days(TRASH_DAYS + 1));
        tx.dramas().save(&mut drama).await.expect("saved");
        tx.commit().await.expect("committed");
        id
    };
    let in_trash = async |id| {
        let mut tx = studio.world.store.begin_read(user.user_id).await.expect("begun");
        tx.dramas().get_trashed(id).await.expect("read").is_some()
    };
    let first = trash('一').await;
    let sweep = Duration::from_millis(5);
    studio.work(WorkerSettings { sweep, ..WorkerSettings::default() }, DRAIN);
    until("the first sweep keeps house", async || !in_trash(first).await).await;
    let second = trash('二').await;
    sleep(Duration::from_millis(200)).await;
    assert!(in_trash(second).await, "ten minutes are not over");
    studio.stop().await;
}
