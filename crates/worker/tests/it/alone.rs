//! Jobs that run alone, because a process died while it computed them.

use crate::studio::{Studio, until};
use std::{collections::BTreeMap, time::Duration};
use tokio::time::sleep;
use xinggen_application::Actor;
use xinggen_domain::{job::JobState, plan::RunningCaps};
use xinggen_worker::WorkerSettings;

const DRAIN: Duration = Duration::from_secs(10);

/// Looks often, and lets a job that runs alone wait so long.
fn settings(slots: usize, patience: u64) -> WorkerSettings {
    WorkerSettings {
        slots,
        caps: RunningCaps::NONE,
        poll: Duration::from_millis(5),
        patience: Duration::from_millis(patience),
        ..WorkerSettings::default()
    }
}

/// A user with jobs that run alone.
async fn suspect(studio: &Studio, name: char, pictures: usize) -> Actor {
    let user = studio.world.user(1000).await;
    studio.ask(user, name, pictures).await;
    let jobs = studio.jobs(user, JobState::Queued).await;
    studio.count_deaths(user, &jobs).await;
    user
}

async fn succeeded(studio: &Studio, user: Actor) -> usize {
    studio.jobs(user, JobState::Succeeded).await.len()
}

fn are_drawing(studio: &Studio, expected: &[(char, usize)]) -> bool {
    let drawing: BTreeMap<char, usize> =
        studio.images.drawing().into_iter().filter(|(_, count)| *count > 0).collect();
    drawing == expected.iter().copied().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_runs_beside_it_and_it_runs_beside_nothing() {
    let studio = Studio::new().await;
    let many = studio.world.user(1000).await;
    studio.ask(many, '多', 9).await;
    studio.work(settings(3, 0), DRAIN);
    until("the worker is full", async || are_drawing(&studio, &[('多', 3)])).await;
    let alone = suspect(&studio, '独', 1).await;
    studio.images.let_go(2);
    until("two are drawn", async || succeeded(&studio, many).await == 2).await;
    sleep(Duration::from_millis(100)).await;
    assert!(are_drawing(&studio, &[('多', 1)]), "it waits for the last one, and nothing else begins");
    studio.images.let_go(1);
    until("it runs", async || are_drawing(&studio, &[('独', 1)])).await;
    sleep(Duration::from_millis(100)).await;
    assert!(are_drawing(&studio, &[('独', 1)]), "nothing begins beside it, though six wait");
    studio.images.let_go(1);
    until("the others go on", async || are_drawing(&studio, &[('多', 3)])).await;
    assert_eq!(succeeded(&studio, alone).await, 1);
    studio.images.let_go(6);
    until("all is drawn", async || succeeded(&studio, many).await == 9).await;
    studio.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_with_nothing_to_do_takes_it_at_once() {
    let studio = Studio::new().await;
    let alone = suspect(&studio, '独', 2).await;
    studio.images.let_go(2);
    studio.work(settings(4, 3_600_000), DRAIN);
    until("both are drawn", async || succeeded(&studio, alone).await == 2).await;
    studio.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_worker_goes_on_while_it_has_patience() {
    let studio = Studio::new().await;
    let many = studio.world.user(1000).await;
    studio.ask(many, '多', 20).await;
    studio.work(settings(2, 3_600_000), DRAIN);
    until("the worker is full", async || are_drawing(&studio, &[('多', 2)])).await;
    let alone = suspect(&studio, '独', 1).await;
    for drawn in 1..=10 {
        studio.images.let_go(1);
        until("one is drawn", async || succeeded(&studio, many).await == drawn).await;
        until("the next begins", async || are_drawing(&studio, &[('多', 2)])).await;
    }
    assert_eq!(succeeded(&studio, alone).await, 0);
    studio.images.let_go(30);
    until("it is drawn when the others are done", async || succeeded(&studio, alone).await == 1).await;
    studio.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_kind_waits_for_ever_behind_the_other() {
    let studio = Studio::new().await;
    let many = studio.world.user(1000).await;
    studio.ask(many, '多', 9).await;
    let alone = suspect(&studio, '独', 9).await;
    studio.work(settings(1, 0), DRAIN);
    for drawn in 1..=6 {
        // Longer than a look for the other kind is put off.
        sleep(Duration::from_millis(30)).await;
        studio.images.let_go(1);
        let both = async || succeeded(&studio, many).await + succeeded(&studio, alone).await;
        until("one more is drawn", async || both().await == drawn).await;
    }
    assert_eq!((succeeded(&studio, many).await, succeeded(&studio, alone).await), (3, 3));
    studio.images.let_go(20);
    studio.stop().await;
}
