//! What only a real database does to a transaction after a failure.

use crate::concurrency::can_write;
use crate::support::{Books, TestDatabase, on_both, sqlite};
use sea_orm::ConnectionTrait;
use std::task::{Context, Waker};
use xinggen_domain::{
    error::StoreError,
    ports::{TenantTx, UnitOfWork},
};

on_both!(a_call_that_is_dropped_poisons, a_reader_is_refused_before_the_database);

async fn writer(books: &Books) -> Box<dyn TenantTx> {
    books.database.begin(books.owner).await.expect("a transaction")
}

async fn a_call_that_is_dropped_poisons(test: TestDatabase) {
    let books = Books::open(&test).await;
    let drama = books.build.drama();
    let mut tx = writer(&books).await;
    tx.dramas().add(drama.clone()).await.expect("a new drama");
    let dropped = (0..1000).any(|_| {
        let mut repository = tx.dramas();
        let mut call = repository.get(drama.id);
        // SQLite answers from a thread of its own and may be done before the first poll is.
        call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending()
    });
    assert!(dropped, "a call was under way");
    assert!(matches!(tx.dramas().get(drama.id).await, Err(StoreError::Poisoned)));
    assert!(matches!(tx.commit().await, Err(StoreError::Poisoned)));
    let mut tx = writer(&books).await;
    assert_eq!(tx.dramas().get(drama.id).await.expect("a look"), None, "nothing of it is kept");
}

async fn a_reader_is_refused_before_the_database(test: TestDatabase) {
    let books = Books::open(&test).await;
    let mut tx = test.database.begin_read(books.owner).await.expect("a reader");
    let refused = tx.dramas().add(books.build.drama()).await;
    assert!(matches!(refused, Err(StoreError::ReadOnly)));
    let mut tx = test.database.begin_read(books.owner).await.expect("a reader");
    assert!(matches!(tx.credits().lock().await, Err(StoreError::ReadOnly)), "a lock is a write");
}

/// As on a full disk: SQLite rolls back by itself, so the driver's rollback fails too.
#[tokio::test(flavor = "multi_thread")]
async fn the_writer_survives_a_rollback_by_sqlite_itself() {
    let test = sqlite().await;
    let books = Books::open(&test).await;
    let raw = test.raw().await;
    raw.execute_unprepared(
        "CREATE TRIGGER full BEFORE INSERT ON props BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END",
    )
    .await
    .expect("a trigger");
    let drama = books.build.drama();
    let mut tx = writer(&books).await;
    tx.dramas().add(drama.clone()).await.expect("a new drama");
    let prop = books.build.prop(&books.drama, "信");
    assert!(matches!(tx.props().add(prop).await, Err(StoreError::Backend(_))));
    assert!(matches!(tx.commit().await, Err(StoreError::Poisoned)));
    let mut tx = writer(&books).await;
    assert_eq!(tx.dramas().get(drama.id).await.expect("a look"), None);
    assert!(!can_write(&test).await, "it has the lock like any other");
    tx.dramas().add(drama.clone()).await.expect("the writer works");
    tx.commit().await.expect("and commits");
    let mut tx = test.database.begin_read(books.owner).await.expect("a reader");
    assert_eq!(tx.dramas().get(drama.id).await.expect("a look"), Some(drama));
}
