//! Jobs that are dropped though nothing is wrong with them.

use crate::studio::{Studio, until};
use std::time::Duration;
use tokio::time::sleep;
use xinggen_application::Actor;
use xinggen_domain::{
    job::JobState,
    ports::UnitOfWork as _,
    user::{User, UserStatus},
};
use xinggen_worker::WorkerSettings;

#[tokio::test(flavor = "multi_thread")]
async fn what_a_worker_cannot_end_in_time_is_put_back() {
    let studio = Studio::new().await;
    let user = studio.world.user(1000).await;
    studio.ask(user, '多', 2).await;
    studio.work(WorkerSettings::default(), Duration::from_millis(50));
    until("both draw", async || studio.images.drawing().get(&'多') == Some(&2)).await;
    studio.stop().await;
    let back = studio.jobs(user, JobState::Queued).await;
    assert_eq!(back.len(), 2, "nobody has to wait until their leases end");
    for id in back {
        let job = studio.job(user, id).await;
        assert_eq!((job.attempt, job.deaths, job.lease), (0, 0, None));
    }
    assert_eq!(studio.world.audit().await.expect("read"), []);
}

async fn set(studio: &Studio, user: Actor, status: UserStatus) {
    let mut tx = studio.world.store.begin(user.user_id).await.expect("begun");
    let known = tx.profile().get().await.expect("read").expect("there");
    tx.profile().save(User { status, ..known }).await.expect("saved");
    tx.commit().await.expect("committed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_a_disabled_user_stops_and_goes_on_when_the_user_is_enabled() {
    let studio = Studio::new().await;
    let user = studio.world.user(1000).await;
    studio.ask(user, '一', 1).await;
    let heartbeat = Duration::from_millis(20);
    let poll = Duration::from_millis(20);
    studio.work(WorkerSettings { heartbeat, poll, ..WorkerSettings::default() }, Duration::from_secs(10));
    until("it draws", async || studio.images.drawing().get(&'一') == Some(&1)).await;
    set(&studio, user, UserStatus::Disabled).await;
    until("it is put back", async || studio.jobs(user, JobState::Queued).await.len() == 1).await;
    sleep(Duration::from_millis(100)).await;
    let id = studio.jobs(user, JobState::Queued).await[0];
    assert_eq!(studio.job(user, id).await.attempt, 0, "and not claimed again");
    studio.images.let_go(1);
    set(&studio, user, UserStatus::Active).await;
    until("it is drawn", async || studio.jobs(user, JobState::Succeeded).await.len() == 1).await;
    studio.stop().await;
    assert_eq!(studio.world.audit().await.expect("read"), []);
}
