//! Numbers of events while many commit at once. PostgreSQL runs all of them side by side.

use crate::support::{Books, TestDatabase, on_both};
use chrono::Duration;
use tokio::task::JoinSet;
use xinggen_domain::{
    Credits, LeaseToken,
    event::{Event, EventBody},
    plan::RunningCaps,
    ports::{EventBus, JobQueue, UnitOfWork},
};
use xinggen_testkit::start;

on_both!(
    sixteen_who_commit_at_once_leave_no_gap,
    a_number_is_seen_only_with_all_below_it,
    listeners_are_woken_by_commits_alone,
);

async fn events_of(books: &Books, after: i64) -> Vec<Event> {
    let mut tx = books.database.begin_read(books.owner).await.expect("a reader");
    tx.events().after(after, u32::MAX).await.expect("a look")
}

/// Some hold credits (and so hold the account), some only add a job, some claim and report, some give up.
async fn act(books: Books, rival: usize) -> usize {
    let mut told = 0;
    for _ in 0..10 {
        match rival % 4 {
            0 => {
                assert!(books.hold(1).await.expect("a hold").is_some(), "there are credits enough");
                told += 2;
            }
            1 => told += add(&books, true).await,
            2 => told += add(&books, false).await,
            _ => told += claim_and_report(&books).await,
        }
    }
    told
}

async fn add(books: &Books, commit: bool) -> usize {
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    let job = books.build.image_job(&books.drama);
    assert!(tx.jobs().add(job, &[]).await.expect("a new job"));
    if commit {
        tx.commit().await.expect("a commit");
    }
    usize::from(commit)
}

async fn claim_and_report(books: &Books) -> usize {
    let (token, now): (LeaseToken, _) = (books.build.id(), start() + Duration::days(1));
    let claims = books.database.claim(&[token], RunningCaps::NONE, now, now).await.expect("a claim");
    for claim in &claims {
        books.database.report(claim.job.id, token, 50, "画到一半").await.expect("a report");
    }
    claims.len() * 2
}

async fn sixteen_who_commit_at_once_leave_no_gap(test: TestDatabase) {
    let books = Books::open(&test).await;
    books.grant(1_000, None).await;
    let rivals: JoinSet<usize> = (0..16).map(|rival| act(books.clone(), rival)).collect();
    let told: usize = rivals.join_all().await.into_iter().sum();
    let numbers: Vec<i64> = events_of(&books, 0).await.iter().map(|event| event.number).collect();
    let expected: Vec<i64> = (1..).take(told + 1).collect();
    assert_eq!(numbers, expected, "the grant's and every one that was told");
}

async fn a_number_is_seen_only_with_all_below_it(test: TestDatabase) {
    let books = Books::open(&test).await;
    let writers: JoinSet<usize> = (0..8).map(|_| act(books.clone(), 1)).collect();
    let mut seen = 0;
    while seen < 80 {
        for event in events_of(&books, seen).await {
            assert_eq!(event.number, seen + 1, "a listener skips nothing by asking for what is behind");
            seen = event.number;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(writers.join_all().await, [10; 8]);
}

async fn listeners_are_woken_by_commits_alone(test: TestDatabase) {
    let books = Books::open(&test).await;
    let mut listener = test.bus.listen(books.owner);
    add(&books, false).await;
    let mut tx = test.database.begin(books.owner).await.expect("a transaction");
    assert!(tx.dramas().get(books.drama.id).await.expect("a look").is_some());
    tx.commit().await.expect("a commit without news");
    let moment = std::time::Duration::from_millis(20);
    assert!(tokio::time::timeout(moment, listener.heard()).await.is_err(), "there is nothing to hear");
    books.grant(5, None).await;
    tokio::time::timeout(moment * 50, listener.heard()).await.expect("a call");
    let events = events_of(&books, 0).await;
    assert_eq!(events.len(), 1, "it was there before the call");
    assert_eq!(events[0].body, EventBody::Credits { credits: Credits::new(5), held: Credits::ZERO });
}
