//! Vendors that fail, and people who change their minds.

use crate::house::{House, story};
use std::time::Duration;
use xinggen_domain::{
    Credits,
    error::{VendorError, VendorErrorClass},
    job::{JobState, Operation},
    production::ProductionState,
};

#[tokio::test]
async fn a_passing_fault_is_tried_again_and_charged_once() {
    let clean = House::with_credits(2000).await;
    clean.produce(story()).await;
    let house = House::with_credits(2000).await;
    house.world.images.calls.fail_next(VendorError::new(VendorErrorClass::Capacity, "忙"));
    let waiting = VendorError {
        retry_after: Some(Duration::from_secs(60)),
        ..VendorError::new(VendorErrorClass::RateLimit, "慢一点")
    };
    house.world.voices.calls.fail_next(waiting);
    let view = house.produce(story()).await;
    assert_eq!(view.jobs.iter().filter(|job| job.attempt == 2).count(), 2);
    assert_eq!(house.spent().await, clean.spent().await);
    house.check_settled().await;
}

#[tokio::test]
async fn a_lasting_fault_ends_the_production_and_costs_nothing() {
    let house = House::with_credits(2000).await;
    house.world.images.calls.fail_next(VendorError::new(VendorErrorClass::Moderation, "画面不合规"));
    let id = house.start(house.episode(story()).await, true).await;
    house.world.work().await;
    let view = house.view(id).await;
    assert_eq!(view.production.state, ProductionState::Failed);
    assert!(view.production.message.contains("画面不合规"));
    let failed: Vec<_> = view.jobs.iter().filter(|job| job.state == JobState::Failed).collect();
    assert_eq!((failed.len(), failed[0].attempt, failed[0].dead), (1, 1, false));
    house.check_settled().await;
    let before = house.spent().await;
    let again = house.produce(story()).await;
    assert!(again.jobs.iter().all(|job| job.operation != Operation::Voice), "what was made was made again");
    assert!(house.spent().await > before);
    house.check_settled().await;
}

#[tokio::test]
async fn attempts_end_and_the_job_is_dead() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    for _ in 0..3 {
        house.world.text.calls.fail_next(VendorError::new(VendorErrorClass::Timeout, "没有回答"));
    }
    let id = house.start(episode, true).await;
    house.world.work().await;
    let view = house.view(id).await;
    assert_eq!(view.production.state, ProductionState::Failed);
    let job = &view.jobs[0];
    assert_eq!((job.attempt, job.state, job.dead), (3, JobState::Failed, true));
    assert_eq!(house.spent().await, Credits::ZERO);
    house.check_settled().await;
}

#[tokio::test]
async fn what_waits_for_a_failed_job_is_called_off() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    house.world.camera.calls.fail_next(VendorError::new(VendorErrorClass::Invalid, "不行"));
    house.world.work().await;
    let view = house.view(id).await;
    let of = |operation, state| {
        view.jobs.iter().filter(|job| job.operation == operation && job.state == state).count()
    };
    assert_eq!(of(Operation::Video, JobState::Failed), 1);
    assert_eq!(of(Operation::Cut, JobState::Cancelled), 1);
    assert_eq!(view.production.state, ProductionState::Failed);
    house.check_settled().await;
}

#[tokio::test]
async fn cancelling_gives_every_hold_back() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    house.productions.cancel(house.user, id).await.expect("cancelled");
    assert_eq!(house.state(id).await, ProductionState::Cancelled);
    assert!(house.world.work().await.is_empty(), "a cancelled job ran");
    assert_eq!(house.spent().await, Credits::ZERO);
    house.check_settled().await;
    assert!(house.productions.cancel(house.user, id).await.is_err(), "it can be cancelled twice");
    house.produce(story()).await;
}
