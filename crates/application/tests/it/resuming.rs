//! Runs that are cut short, repeated or edited.

use crate::house::{House, story};
use chrono::Duration;
use std::sync::Arc;
use xinggen_application::{Ended, ImportStory, JobRecovery, JobRunner, Ports, Stories};
use xinggen_domain::{
    Credits,
    drama::{AspectRatio, Style},
    job::Operation,
    plan::RunningCaps,
    ports::{Clock as _, JobQueue as _, Silent},
    production::ProductionState,
    take::Target,
};
use xinggen_testkit::fakes::FaultyStore;

#[tokio::test]
async fn a_second_run_makes_and_costs_nothing() {
    let house = House::with_credits(2000).await;
    house.produce(story()).await;
    let before = house.spent().await;
    let again = house.produce(story()).await;
    assert!(again.jobs.is_empty());
    assert_eq!(house.spent().await, before);
}

#[tokio::test]
async fn after_an_edit_only_what_changed_is_made_again() {
    let house = House::with_credits(2000).await;
    house.produce(story()).await;
    let edited = story().replace("这是第4句话", "这是改过的话");
    let view = house.produce(edited).await;
    let made = |operation| view.jobs.iter().filter(|job| job.operation == operation).count();
    assert_eq!(made(Operation::Script), 1);
    assert_eq!(made(Operation::Voice), 1, "one line changed");
    assert!(made(Operation::Video) <= 1 && made(Operation::Image) <= 1);
    assert_eq!(made(Operation::Cut), 1);
    house.check_settled().await;
}

#[tokio::test]
async fn what_a_dead_process_left_is_done_once() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    let store = &house.world.store;
    let now = house.world.clock.now();
    let claimed = store
        .claim(&[house.world.build.id()], RunningCaps::each(4), now, now + Duration::minutes(1))
        .await
        .expect("claimed");
    let recovery = JobRecovery::new(house.world.ports());
    assert_eq!(recovery.sweep().await.expect("swept"), 0, "the lease still holds");
    assert_eq!(recovery.after_restart().await.expect("swept"), 1);
    let job = &house.view(id).await.jobs[0];
    assert_eq!((job.attempt, job.deaths), (0, 1), "a run that was cut short is no attempt");
    // The dead process turns out to be only slow: what it brings now is refused.
    let runner = JobRunner::new(house.world.ports());
    assert_eq!(runner.run(&claimed[0], &Silent).await.expect("read"), Ended::Lost);
    assert_eq!(house.spent().await, Credits::ZERO);
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    house.check_settled().await;
}

#[tokio::test]
async fn a_job_that_cannot_be_taken_up_keeps_no_other_from_its_turn() {
    let house = House::with_credits(100).await;
    for name in ["one", "two"] {
        let import = ImportStory {
            import_key: Some(name.to_owned()),
            title: name.to_owned(),
            story: story(),
            style: Style::Ink,
            aspect: AspectRatio::Portrait,
        };
        let imported = Stories::new(house.world.ports()).import(house.user, import).await.expect("imported");
        let script = Target::Episode(imported.episodes[0].id);
        house.ask(Operation::Script, script).await.expect("ordered");
        house.claim().await;
    }
    let store = FaultyStore::new(Arc::new(house.world.store.clone()));
    store.fail_commits(1);
    let recovery = JobRecovery::new(Ports { store: Arc::new(store), ..house.world.ports() });
    assert_eq!(recovery.after_restart().await.expect("the server starts"), 2);
    house.claim().await;
    assert_eq!(
        recovery.after_restart().await.expect("the server starts"),
        2,
        "the one that was left, and this"
    );
    assert_eq!(house.world.audit().await.expect("audited"), []);
}

#[tokio::test]
async fn a_production_that_stands_still_is_taken_further() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    // The process dies between the end of a job and what follows from it.
    let now = house.world.clock.now();
    let claimed = house
        .world
        .store
        .claim(&[house.world.build.id()], RunningCaps::each(4), now, now + Duration::minutes(1))
        .await;
    let runner = JobRunner::new(house.world.ports());
    runner.run(&claimed.expect("claimed")[0], &Silent).await.expect("recorded");
    assert_eq!(house.view(id).await.jobs.len(), 1);
    JobRecovery::new(house.world.ports()).sweep().await.expect("swept");
    assert_eq!(house.view(id).await.jobs.len(), 2, "the storyboard was not ordered");
}
