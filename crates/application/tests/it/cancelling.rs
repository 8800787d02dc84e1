//! Jobs that are called off, and tried again.

use crate::house::{House, key, key_for, story};
use xinggen_application::{CancelJobError, Ended, JobRunner, RequestGenerationError, RetryJobError};
use xinggen_domain::{
    Credits, JobId,
    error::{VendorError, VendorErrorClass},
    job::{JobState, Operation},
    ports::Silent,
    production::ProductionState,
    take::Target,
};

async fn queued(house: &House) -> JobId {
    let episode = house.episode(story()).await;
    house.ask(Operation::Script, Target::Episode(episode)).await.expect("ordered").job.id
}

#[tokio::test]
async fn a_queued_job_is_cancelled_at_once_and_its_hold_given_back() {
    let house = House::with_credits(100).await;
    let id = queued(&house).await;
    let job = house.desk().cancel(house.user, id).await.expect("cancelled");
    assert_eq!(job.state, JobState::Cancelled);
    assert_eq!(house.job(id).await, job);
    assert_eq!(house.available().await, Credits::new(100));
    assert_eq!(house.world.work().await, []);
    let again = house.desk().cancel(house.user, id).await;
    assert!(matches!(again, Err(CancelJobError::AlreadyFinal(JobState::Cancelled))));
    house.check_settled().await;
}

#[tokio::test]
async fn a_running_job_is_asked_to_stop_and_gives_its_hold_back_when_it_does() {
    let house = House::with_credits(100).await;
    let id = queued(&house).await;
    let claimed = house.claim().await;
    let job = house.desk().cancel(house.user, id).await.expect("asked");
    assert!(job.state == JobState::Running && job.cancel_requested);
    assert_eq!(house.held().await, Credits::new(5));
    let news = house.trace().await;
    house.desk().cancel(house.user, id).await.expect("asked again");
    assert_eq!(house.trace().await, news, "asking again is no news");
    let runner = JobRunner::new(house.world.ports());
    assert_eq!(runner.cancelled(&claimed).await.expect("recorded"), Ended::Cancelled);
    assert_eq!(house.job(id).await.state, JobState::Cancelled);
    assert_eq!(house.spent().await, Credits::ZERO);
    house.check_settled().await;
}

#[tokio::test]
async fn what_was_made_before_the_worker_heard_is_kept_and_charged() {
    let house = House::with_credits(100).await;
    let id = queued(&house).await;
    let claimed = house.claim().await;
    house.desk().cancel(house.user, id).await.expect("asked");
    let runner = JobRunner::new(house.world.ports());
    assert_eq!(runner.run(&claimed, &Silent).await.expect("recorded"), Ended::Succeeded);
    let over = house.desk().cancel(house.user, id).await;
    assert!(matches!(over, Err(CancelJobError::AlreadyFinal(JobState::Succeeded))));
    assert_eq!(house.spent().await, Credits::new(5));
    house.check_settled().await;
}

#[tokio::test]
async fn nobody_cancels_or_retries_what_is_not_theirs() {
    let house = House::with_credits(100).await;
    let id = queued(&house).await;
    let neighbour = house.world.user(100).await;
    assert!(matches!(house.desk().cancel(neighbour, id).await, Err(CancelJobError::NotFound)));
    assert!(matches!(house.desk().retry(neighbour, id, key("a")).await, Err(RetryJobError::NotFound)));
    assert_eq!(house.desk().get(neighbour, id).await.expect("read"), None);
    assert_eq!(house.job(id).await.state, JobState::Queued);
}

#[tokio::test]
async fn a_cancelled_job_pauses_its_production_and_takes_along_what_waits_for_it() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, false).await;
    house.world.work().await;
    house.productions.approve(house.user, id).await.expect("approved");
    // To the stage where clips wait for pictures.
    while !house.view(id).await.jobs.iter().any(|job| job.state == JobState::Blocked) {
        let claimed = house.claim().await;
        let runner = JobRunner::new(house.world.ports());
        runner.run(&claimed, &Silent).await.expect("recorded");
        runner.follow_up(&claimed).await;
    }
    let jobs = house.view(id).await.jobs;
    let image = jobs.iter().find(|job| job.state == JobState::Queued).expect("a queued job");
    let waiting = jobs.iter().find(|job| {
        job.state == JobState::Blocked && (job.operation, job.target) == (Operation::Video, image.target)
    });
    let waiting = waiting.expect("its clip").id;
    house.desk().cancel(house.user, image.id).await.expect("cancelled");
    let view = house.view(id).await;
    assert_eq!(view.production.state, ProductionState::Paused);
    assert!(view.production.message.contains("取消"), "{}", view.production.message);
    assert_eq!(house.job(waiting).await.state, JobState::Cancelled);
    let others = view.jobs.iter().filter(|job| job.state == JobState::Queued).count();
    house.world.work().await;
    let view = house.view(id).await;
    assert_eq!(view.production.state, ProductionState::Paused, "only a person lets it go on");
    assert!(others > 0 && view.jobs.iter().all(|job| job.state.is_final()), "the others go on");
    house.check_settled().await;
    house.productions.resume(house.user, id).await.expect("resumed");
    assert_eq!(house.state(id).await, ProductionState::Running, "what was given back stays approved");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    house.check_settled().await;
}

#[tokio::test]
async fn a_running_job_of_a_production_pauses_it_when_it_has_stopped() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    let claimed = house.claim().await;
    house.desk().cancel(house.user, claimed.job.id).await.expect("asked");
    assert_eq!(house.state(id).await, ProductionState::Running);
    let runner = JobRunner::new(house.world.ports());
    runner.cancelled(&claimed).await.expect("recorded");
    runner.follow_up(&claimed).await;
    assert_eq!(house.state(id).await, ProductionState::Paused);
    house.check_settled().await;
}

/// What was made is kept and charged, but whoever called it off does not want the next to begin.
#[tokio::test]
async fn a_running_job_that_was_made_all_the_same_pauses_its_production() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    let claimed = house.claim().await;
    house.desk().cancel(house.user, claimed.job.id).await.expect("asked");
    let runner = JobRunner::new(house.world.ports());
    assert_eq!(runner.run(&claimed, &Silent).await.expect("recorded"), Ended::Succeeded);
    runner.follow_up(&claimed).await;
    house.world.work().await;
    assert_eq!((house.state(id).await, house.spent().await), (ProductionState::Paused, Credits::new(5)));
    house.productions.resume(house.user, id).await.expect("resumed");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    house.check_settled().await;
}

#[tokio::test]
async fn a_failed_job_is_tried_again_as_a_new_one_as_often_as_one_likes() {
    let house = House::with_credits(100).await;
    let refuse = || VendorError::new(VendorErrorClass::Moderation, "不合规");
    let first = queued(&house).await;
    house.world.text.calls.fail_next(refuse());
    house.world.work().await;
    house.world.text.calls.fail_next(refuse());
    let second = house.desk().retry(house.user, first, key("a")).await.expect("ordered").job;
    assert_eq!((second.retry_of, second.attempt, second.production_id), (Some(first), 0, None));
    assert_eq!(house.held().await, Credits::new(5));
    house.world.work().await;
    let third = house.desk().retry(house.user, second.id, key("b")).await.expect("ordered").job;
    let live = house.desk().retry(house.user, first, key("c")).await;
    let live = matches!(live, Err(RetryJobError::Request(RequestGenerationError::AlreadyRunning(job))) if job.id == third.id);
    assert!(live);
    house.world.work().await;
    assert_eq!(house.job(third.id).await.state, JobState::Succeeded);
    assert_eq!(house.spent().await, Credits::new(5), "only what was made is charged");
    let done = house.desk().retry(house.user, third.id, key("d")).await;
    assert!(matches!(done, Err(RetryJobError::NotRetryable(JobState::Succeeded))));
    house.check_settled().await;
}

#[tokio::test]
async fn a_retry_is_idempotent_and_needs_credits() {
    let house = House::with_credits(5).await;
    let id = queued(&house).await;
    house.desk().cancel(house.user, id).await.expect("cancelled");
    let retried = house.desk().retry(house.user, id, key("a")).await.expect("ordered");
    let again = house.desk().retry(house.user, id, key("a")).await.expect("known");
    assert_eq!((again.job.id, again.again, house.held().await), (retried.job.id, true, Credits::new(5)));
    let other = house.desk().retry(house.user, id, key_for("a", "{1}")).await;
    assert!(matches!(other, Err(RetryJobError::Request(RequestGenerationError::KeyReused))));
    house.desk().cancel(house.user, retried.job.id).await.expect("cancelled");
    house.world.top_up(house.user.user_id, -1).await;
    let before = house.trace().await;
    let refused = house.desk().retry(house.user, retried.job.id, key("b")).await;
    assert!(matches!(refused, Err(RetryJobError::Request(RequestGenerationError::Insufficient(_)))));
    assert_eq!(house.trace().await, before);
}

#[tokio::test]
async fn a_retry_by_hand_lets_a_paused_production_go_on() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    let claimed = house.claim().await;
    house.productions.pause(house.user, id).await.expect("paused");
    house.world.text.calls.fail_next(VendorError::new(VendorErrorClass::Moderation, "不合规"));
    JobRunner::new(house.world.ports()).run(&claimed, &Silent).await.expect("recorded");
    house.desk().retry(house.user, claimed.job.id, key("a")).await.expect("ordered");
    house.world.work().await;
    house.productions.resume(house.user, id).await.expect("resumed");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done, "what failed was made meanwhile");
    house.check_settled().await;
}
