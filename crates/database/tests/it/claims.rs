//! Claims by several workers, and a queue in which one user has very much.

use crate::support::{Books, TestDatabase, on_both};
use chrono::Duration;
use std::{collections::BTreeSet, time::Instant};
use tokio::task::JoinSet;
use xinggen_domain::{
    Id, JobId, LeaseToken,
    job::{ClaimedJob, Job, JobState},
    plan::RunningCaps,
    ports::{JobQueue, UnitOfWork},
    time::Timestamp,
};
use xinggen_testkit::start;

on_both!(
    eight_workers_claim_every_job_once,
    ten_thousand_jobs_of_one_delay_another_by_one_round,
    a_claim_that_fails_takes_nothing,
    claims_at_once_pass_no_cap,
);

fn later() -> Timestamp {
    start() + Duration::days(1)
}

async fn queue(books: &Books, count: usize) -> Vec<Job> {
    let jobs: Vec<Job> = (0..count).map(|_| books.build.image_job(&books.drama)).collect();
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    for job in &jobs {
        assert!(tx.jobs().add(job.clone(), &[]).await.expect("a new job"));
    }
    tx.commit().await.expect("a commit");
    jobs
}

async fn claim(books: &Books, count: usize, per_user: u32) -> Vec<ClaimedJob> {
    let tokens: Vec<LeaseToken> = (0..count).map(|_| books.build.id()).collect();
    let until = later() + Duration::seconds(60);
    books.database.claim(&tokens, RunningCaps::each(per_user), later(), until).await.expect("a claim")
}

async fn work(books: Books, each: usize) -> Vec<JobId> {
    let mut claimed = Vec::new();
    loop {
        let claims = claim(&books, each, u32::MAX).await;
        if claims.is_empty() {
            return claimed;
        }
        claimed.extend(claims.iter().map(|claim| claim.job.id));
    }
}

async fn eight_workers_claim_every_job_once(test: TestDatabase) {
    let first = Books::open(&test).await;
    let mut expected = BTreeSet::new();
    for books in [first.clone(), first.another_user().await, first.another_user().await] {
        expected.extend(queue(&books, 100).await.into_iter().map(|job| job.id));
    }
    let workers: JoinSet<Vec<JobId>> = (1..=8).map(|worker| work(first.clone(), worker % 3 + 1)).collect();
    let claimed: Vec<JobId> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!(claimed.len(), 300, "none is claimed twice");
    assert_eq!(claimed.into_iter().collect::<BTreeSet<_>>(), expected, "and none is left");
    let mut tx = test.database.begin_read(first.owner).await.expect("a reader");
    let bounds = tx.events().bounds().await.expect("the bounds");
    assert_eq!((bounds.first, bounds.last), (1, 200), "each was added and claimed");
}

async fn ten_thousand_jobs_of_one_delay_another_by_one_round(test: TestDatabase) {
    let large = Books::open(&test).await;
    let small = large.another_user().await;
    queue(&large, 10_000).await;
    let running = claim(&large, 4, 4).await;
    assert_eq!(running.len(), 4, "all slots are taken");
    queue(&small, 1).await;
    let began = Instant::now();
    let next = claim(&large, 1, 100).await;
    let took = began.elapsed();
    assert_eq!(next[0].user_id, small.owner, "the next slot is the other's");
    // Whoever reads the whole queue takes several times as long as this on the slowest of our machines.
    assert!(took.as_millis() < 250, "the size of the queue does not matter: {took:?}");
    assert_eq!(claim(&large, 3, 5).await.len(), 1, "the cap holds: four run, a fifth may");
}

async fn a_claim_that_fails_takes_nothing(test: TestDatabase) {
    let books = Books::open(&test).await;
    let jobs = queue(&books, 2).await;
    let token: LeaseToken = books.build.id();
    let mut tx = test.database.begin(books.owner).await.expect("a transaction");
    let mut spoiled = tx.jobs().lock(jobs[1].id).await.expect("a lock").expect("the job");
    spoiled.attempt = u32::MAX;
    tx.jobs().save(&spoiled).await.expect("a save");
    tx.commit().await.expect("a commit");
    let claims = test
        .database
        .claim(&[token, LeaseToken::from_uuid(token.as_uuid())], RunningCaps::each(9), later(), later())
        .await;
    claims.expect_err("an attempt that cannot be counted further is corrupt");
    let mut tx = test.database.begin_read(books.owner).await.expect("a reader");
    let state = tx.jobs().get(jobs[0].id).await.expect("a look").expect("the job").state;
    assert_eq!(state, JobState::Queued, "the first claim went back with the second");
}

async fn claims_at_once_pass_no_cap(test: TestDatabase) {
    let books = Books::open(&test).await;
    queue(&books, 100).await;
    for round in 1..=5 {
        let workers: JoinSet<usize> = (0..16)
            .map(|_| {
                let books = books.clone();
                async move { claim(&books, 2, round * 3).await.len() }
            })
            .collect();
        let claimed: usize = workers.join_all().await.into_iter().sum();
        assert_eq!(claimed, 3, "in round {round} there is room for three more");
    }
}
