//! The same request twice at the same moment.

use crate::support::{Books, TestDatabase, on_both};
use tokio::task::JoinSet;
use xinggen_domain::{
    Id, JobId,
    idempotency::{DoneRequest, IdempotencyKey, MadeKind},
    ports::UnitOfWork,
    provenance::Digest,
};
use xinggen_testkit::start;

on_both!(of_two_that_race_one_is_done);

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
        let key = IdempotencyKey {
            operation: "create_shot_image".to_owned(),
            key: format!("key {round}"),
            request: Digest::of(b"a body"),
        };
        let rivals: JoinSet<_> = [1, 2].map(|_| ask(books.clone(), key.clone())).into_iter().collect();
        let answers = rivals.join_all().await;
        assert_eq!(answers.iter().filter(|(done, _)| *done).count(), 1, "one is done");
        assert_eq!(answers[0].1, answers[1].1, "and both get its job");
    }
    let mut tx = test.database.begin_read(books.owner).await.expect("a reader");
    assert_eq!(tx.events().bounds().await.expect("the bounds").last, 20, "the other jobs never were");
}
