//! Jobs that end and jobs that begin to wait, at the same moment. PostgreSQL runs both side by side.

use crate::support::{Books, TestDatabase, on_both};
use tokio::task::JoinSet;
use xinggen_domain::{
    job::{Job, JobState},
    ports::UnitOfWork,
};

on_both!(two_that_end_together_let_go_of_a_third, nobody_waits_for_one_that_has_ended);

async fn add(books: &Books, after: &[&Job]) -> Job {
    let job = books.build.image_job(&books.drama);
    let ids: Vec<_> = after.iter().map(|job| job.id).collect();
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    assert!(tx.jobs().add(job.clone(), &ids).await.expect("a new job"));
    tx.commit().await.expect("a commit");
    job
}

async fn end(books: Books, job: Job) {
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    books.finish(tx.as_mut(), &job).await;
    tx.jobs().unblock_after(job.id).await.expect("an end of the waits");
    tx.commit().await.expect("a commit");
}

async fn state_of(books: &Books, job: &Job) -> JobState {
    let mut tx = books.database.begin_read(books.owner).await.expect("a reader");
    tx.jobs().get(job.id).await.expect("a look").expect("the job").state
}

async fn two_that_end_together_let_go_of_a_third(test: TestDatabase) {
    let books = Books::open(&test).await;
    for _ in 0..20 {
        let (one, two) = (add(&books, &[]).await, add(&books, &[]).await);
        let third = add(&books, &[&one, &two]).await;
        let ends: JoinSet<()> = [one, two].map(|job| end(books.clone(), job)).into_iter().collect();
        ends.join_all().await;
        assert_eq!(state_of(&books, &third).await, JobState::Queued, "one of the two let go of it");
    }
}

async fn nobody_waits_for_one_that_has_ended(test: TestDatabase) {
    let books = Books::open(&test).await;
    for _ in 0..20 {
        let first = add(&books, &[]).await;
        let ending = JoinSet::from_iter([end(books.clone(), first.clone())]);
        let second = add(&books, &[&first]).await;
        ending.join_all().await;
        assert_eq!(state_of(&books, &second).await, JobState::Queued, "whoever was first");
    }
}
