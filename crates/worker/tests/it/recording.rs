//! The end of a job while the database fails: what was drawn is drawn once, and paid for once.

use crate::studio::{Studio, until};
use std::{sync::Arc, time::Duration};
use xinggen_application::{Actor, Ports};
use xinggen_domain::{job::JobState, ports::UnitOfWork as _};
use xinggen_testkit::fakes::FaultyStore;
use xinggen_worker::WorkerSettings;

const DRAIN: Duration = Duration::from_secs(10);

/// Asks for a picture, lets commits fail from the moment it is being drawn, and waits for the end of the job.
async fn draw_while(fault: impl FnOnce(&FaultyStore)) {
    let mut studio = Studio::new().await;
    let user = studio.world.user(1000).await;
    studio.ask(user, '一', 1).await;
    let store = FaultyStore::new(Arc::new(studio.world.store.clone()));
    studio.ports = Ports { store: Arc::new(store.clone()), ..studio.ports };
    studio.work(WorkerSettings::default(), DRAIN);
    until("it draws", async || studio.images.drawing().get(&'一') == Some(&1)).await;
    fault(&store);
    studio.images.let_go(1);
    until("it is recorded", async || studio.jobs(user, JobState::Succeeded).await.len() == 1).await;
    studio.stop().await;
    assert!(store.is_spent(), "it failed as often as it was told to");
    assert_eq!((studio.images.drawn(), charges(&studio, user).await), (1, 1));
    assert_eq!(studio.world.audit().await.expect("read"), []);
}

async fn charges(studio: &Studio, user: Actor) -> usize {
    let mut tx = studio.world.store.begin_read(user.user_id).await.expect("begun");
    let statement = tx.credits().statement(0, 100).await.expect("read");
    statement.iter().filter(|entry| entry.amount.get() < 0).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_fails_is_done_again() {
    draw_while(|store| store.fail_commits(3)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_whose_answer_is_lost_is_not_done_twice() {
    draw_while(|store| store.lose_answers(1)).await;
}
