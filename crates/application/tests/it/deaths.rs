//! Processes that die while they compute a job.

use crate::house::{House, key, story};
use chrono::Duration;
use xinggen_application::{Ended, JobRecovery, JobRunner, Productions};
use xinggen_domain::{
    Credits, JobId, LeaseToken,
    error::VendorErrorClass,
    job::{ClaimedJob, Job, JobState, MAX_DEATHS, Operation},
    plan::RunningCaps,
    ports::{Clock as _, JobQueue as _, Silent, UnitOfWork as _},
    production::ProductionState,
    take::Target,
    user::{User, UserStatus},
};

async fn script(house: &House) -> Job {
    let episode = house.episode(story()).await;
    house.ask(Operation::Script, Target::Episode(episode)).await.expect("ordered").job
}

fn recovery(house: &House) -> JobRecovery {
    JobRecovery::new(house.world.ports())
}

/// Whether a process died; a lease that ran out is the same.
#[derive(Clone, Copy)]
enum Death {
    Restart,
    Lease,
}

async fn die(house: &House, death: Death) {
    match death {
        Death::Restart => recovery(house).after_restart().await.expect("swept"),
        Death::Lease => {
            house.world.clock.advance(Duration::minutes(2));
            recovery(house).sweep().await.expect("swept")
        }
    };
}

/// Claims for a process that computes nothing else.
async fn claim_alone(house: &House) -> Option<ClaimedJob> {
    let (store, now) = (&house.world.store, house.world.clock.now());
    let until = now + Duration::minutes(1);
    store.claim_alone(house.world.build.id(), RunningCaps::each(4), now, until).await.expect("claimed")
}

async fn a_job_is_given_up_after_three(death: Death) {
    let house = House::with_credits(2000).await;
    let job = script(&house).await;
    house.claim().await;
    for deaths in 1..MAX_DEATHS {
        die(&house, death).await;
        let seen = house.job(job.id).await;
        assert_eq!((seen.state, seen.deaths, seen.attempt), (JobState::Queued, deaths, 0));
        assert_ne!(house.held().await, Credits::ZERO, "the hold stays");
        assert_eq!(claim_alone(&house).await.expect("it runs alone").job.id, job.id);
    }
    die(&house, death).await;
    let seen = house.job(job.id).await;
    assert_eq!((seen.state, seen.deaths, seen.dead), (JobState::Failed, MAX_DEATHS, true));
    let why = seen.error.expect("a reason");
    assert_eq!(why.class, VendorErrorClass::Crashed);
    assert!(why.message.contains("三次"), "{}", why.message);
    assert_eq!(house.spent().await, Credits::ZERO);
    house.check_settled().await;
}

#[tokio::test]
async fn a_job_whose_processes_die_is_given_up_after_three() {
    a_job_is_given_up_after_three(Death::Restart).await;
}

#[tokio::test]
async fn a_job_whose_leases_run_out_is_given_up_after_three() {
    a_job_is_given_up_after_three(Death::Lease).await;
}

#[tokio::test]
async fn a_production_fails_with_the_reason() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    for _ in 0..MAX_DEATHS {
        house.claim().await;
        die(&house, Death::Restart).await;
    }
    let production = house.view(id).await.production;
    assert_eq!(production.state, ProductionState::Failed);
    assert!(production.message.contains("三次"), "{}", production.message);
    house.check_settled().await;
}

#[tokio::test]
async fn a_job_that_shared_a_process_with_the_culprit_succeeds_alone() {
    let house = House::with_credits(2000).await;
    let drama = house.import(story()).await;
    let culprit =
        house.ask(Operation::Script, Target::Episode(drama.episodes[0].id)).await.expect("ordered").job;
    let cast = house.world.build.character(&drama.drama, "路人");
    let mut tx = house.world.store.begin(house.user.user_id).await.expect("begun");
    tx.characters().add(cast.clone()).await.expect("added");
    tx.commit().await.expect("committed");
    let innocent = house.ask(Operation::Image, Target::Character(cast.id)).await.expect("ordered").job;
    let both = [house.claim().await.job.id, house.claim().await.job.id];
    assert!(both.contains(&culprit.id) && both.contains(&innocent.id));
    die(&house, Death::Restart).await;
    assert_eq!((house.job(culprit.id).await.deaths, house.job(innocent.id).await.deaths), (1, 1));
    let runner = JobRunner::new(house.world.ports());
    while let Some(claimed) = claim_alone(&house).await {
        if claimed.job.id == culprit.id {
            die(&house, Death::Restart).await;
        } else {
            assert_eq!(runner.run(&claimed, &Silent).await.expect("recorded"), Ended::Succeeded);
        }
    }
    assert_eq!(house.job(culprit.id).await.state, JobState::Failed);
    let innocent = house.job(innocent.id).await;
    assert_eq!((innocent.state, innocent.deaths), (JobState::Succeeded, 1));
    house.check_settled().await;
}

#[tokio::test]
async fn a_job_that_somebody_wanted_to_stop_ends_with_the_process() {
    let house = House::with_credits(2000).await;
    let job = script(&house).await;
    house.claim().await;
    house.desk().cancel(house.user, job.id).await.expect("asked");
    die(&house, Death::Restart).await;
    assert_eq!(house.job(job.id).await.state, JobState::Cancelled);
    house.check_settled().await;
}

#[tokio::test]
async fn a_process_does_not_take_up_what_it_runs_itself() {
    let house = House::with_credits(2000).await;
    let job = script(&house).await;
    let claimed = house.claim().await;
    // The machine slept, or its clock was put forward.
    house.world.clock.advance(Duration::hours(1));
    assert_eq!(recovery(&house).sweep_beside(&[claimed.token]).await.expect("swept"), 0);
    let seen = house.job(job.id).await;
    assert_eq!((seen.state, seen.deaths), (JobState::Running, 0));
    let other: LeaseToken = house.world.build.id();
    assert_eq!(recovery(&house).sweep_beside(&[other]).await.expect("swept"), 1);
    assert_eq!(house.job(job.id).await.deaths, 1, "of another process it is a death");
}

#[tokio::test]
async fn what_is_put_back_counts_neither_an_attempt_nor_a_death() {
    let house = House::with_credits(2000).await;
    let job = script(&house).await;
    let runner = JobRunner::new(house.world.ports());
    for _ in 0..5 {
        let claimed = house.claim().await;
        assert_eq!(runner.put_back(&claimed).await.expect("put back"), Ended::Requeued);
        assert_eq!(runner.put_back(&claimed).await.expect("read"), Ended::Lost, "the lease is over");
    }
    let seen = house.job(job.id).await;
    assert_eq!((seen.state, seen.attempt, seen.deaths), (JobState::Queued, 0, 0));
    let claimed = house.claim().await;
    house.desk().cancel(house.user, job.id).await.expect("asked");
    assert_eq!(runner.put_back(&claimed).await.expect("put back"), Ended::Cancelled);
    house.check_settled().await;
}

#[tokio::test]
async fn what_tries_a_deadly_job_again_runs_alone_from_the_start() {
    let house = House::with_credits(2000).await;
    let job = script(&house).await;
    for _ in 0..MAX_DEATHS {
        house.claim().await;
        die(&house, Death::Restart).await;
    }
    let again: JobId = house.desk().retry(house.user, job.id, key("again")).await.expect("ordered").job.id;
    let claimed = claim_alone(&house).await.expect("it runs alone");
    assert_eq!((claimed.job.id, claimed.job.deaths, claimed.job.retry_of), (again, 1, Some(job.id)));
    let runner = JobRunner::new(house.world.ports());
    assert_eq!(runner.run(&claimed, &Silent).await.expect("recorded"), Ended::Succeeded);
}

#[tokio::test]
async fn productions_of_disabled_users_stand_still_until_they_are_enabled() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    let claimed = house.claim().await;
    let set = async |status| {
        let mut tx = house.world.store.begin(house.user.user_id).await.expect("begun");
        let user = tx.profile().get().await.expect("read").expect("there");
        tx.profile().save(User { status, ..user }).await.expect("saved");
        tx.commit().await.expect("committed");
    };
    set(UserStatus::Disabled).await;
    // What runs may end, but nothing follows from it.
    let runner = JobRunner::new(house.world.ports());
    assert_eq!(runner.run(&claimed, &Silent).await.expect("recorded"), Ended::Succeeded);
    runner.follow_up(&claimed).await;
    recovery(&house).sweep().await.expect("swept");
    Productions::new(house.world.ports()).advance(house.user.user_id, id).await.expect("looked at");
    assert_eq!(house.view(id).await.jobs.len(), 1, "nothing was ordered");
    set(UserStatus::Active).await;
    recovery(&house).sweep().await.expect("swept");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    house.check_settled().await;
}
