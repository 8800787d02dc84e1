//! The same request twice at the same moment.

use crate::support::{Books, TestDatabase, on_both, postgres};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use xinggen_database::Database;
use xinggen_domain::{
    Id, JobId,
    idempotency::{DoneRequest, IdempotencyKey, MadeKind, RIVAL_PATIENCE},
    ports::UnitOfWork,
    provenance::Digest,
};
use xinggen_testkit::start;

on_both!(of_two_that_race_one_is_done);

fn key(key: &str) -> IdempotencyKey {
    IdempotencyKey {
        operation: "create_shot_image".to_owned(),
        key: key.to_owned(),
        request: Digest::of(b"a body"),
    }
}

/// Adds a job and remembers it under the key; what was made, here or by the one that was first.
async fn ask(books: Books, key: IdempotencyKey) -> (bool, JobId) {
    let job = books.build.image_job(&books.drama);
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    assert!(tx.jobs().add(job.clone(), &[]).await.expect("a new job"));
    let done =
        DoneRequest { key: key.clone(), made: MadeKind::Job, made_id: job.id.as_uuid(), created_at: start() };
    if tx.requests().add(done).await.expect("an answer") {
        tx.commit().await.expect("a commit");
        return (true, job.id);
    }
    drop(tx);
    let mut tx = books.database.begin_read(books.owner).await.expect("a reader");
    let first = tx.requests().find(&key).await.expect("a look").expect("whoever was first has committed");
    (false, JobId::from_uuid(first.made_id))
}

async fn of_two_that_race_one_is_done(test: TestDatabase) {
    let books = Books::open(&test).await;
    for round in 0..20 {
        let key = key(&format!("key {round}"));
        let rivals: JoinSet<_> = [1, 2].map(|_| ask(books.clone(), key.clone())).into_iter().collect();
        let answers = rivals.join_all().await;
        assert_eq!(answers.iter().filter(|(done, _)| *done).count(), 1, "one is done");
        assert_eq!(answers[0].1, answers[1].1, "and both get its job");
    }
    let mut tx = test.database.begin_read(books.owner).await.expect("a reader");
    assert_eq!(tx.events().bounds().await.expect("the bounds").last, 20, "the other jobs never were");
}

/// Two processes on one PostgreSQL: what keeps rivals out is in the database, and goes with its transaction.
#[tokio::test(flavor = "multi_thread")]
async fn another_process_is_waited_for_as_long() {
    let test = postgres().await;
    let books = Books::open(&test).await;
    let other = Database::connect(&test.settings, Arc::new(test.clock.clone())).await.expect("a second one");
    let tx =
        test.database.begin_once(books.owner, &key("one")).await.expect("begun").expect("nobody is there");
    assert!(
        other.begin_once(books.owner, &key("two")).await.expect("begun").is_some(),
        "another key is free"
    );
    let stranger = books.another_user().await.owner;
    assert!(other.begin_once(stranger, &key("one")).await.expect("begun").is_some(), "and another user's");

    let asked = Instant::now();
    assert!(other.begin_once(books.owner, &key("one")).await.expect("asked").is_none(), "it is in flight");
    let waited = asked.elapsed();
    assert!(RIVAL_PATIENCE <= waited && waited < 2 * RIVAL_PATIENCE, "waited {waited:?}");

    let one = key("one");
    let ((), rival) = tokio::join!(
        async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            drop(tx);
        },
        other.begin_once(books.owner, &one),
    );
    let mut tx = rival.expect("begun").expect("the other one has gone");
    tx.credits().lock().await.expect("a transaction like any other");
    drop(tx);
    other.close().await.expect("closed");
}
