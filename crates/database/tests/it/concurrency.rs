//! What one transaction sees and keeps others from while it is open.

use crate::support::{Books, TestDatabase, on_both, sqlite};
use sea_orm::ConnectionTrait;
use xinggen_domain::ports::UnitOfWork;

on_both!(a_reader_sees_one_moment);

async fn a_reader_sees_one_moment(test: TestDatabase) {
    let books = Books::open(&test).await;
    books.grant(20, None).await;
    let mut reader = test.database.begin_read(books.owner).await.expect("a reader");
    let before = *reader.credits().view().await.expect("the account").account();
    books.grant(30, None).await;
    let after = *reader.credits().view().await.expect("the account").account();
    assert_eq!(after, before, "what was committed meanwhile is not seen");
    let entries = reader.credits().statement(0, 10).await.expect("the statement");
    assert_eq!(entries.len(), 1, "in no table");
}

/// A lock taken only at the first write could come too late: another process may have written since the first
/// read, and then SQLite refuses at once, whatever its timeout.
#[tokio::test(flavor = "multi_thread")]
async fn a_writer_has_the_lock_from_its_beginning() {
    let test = sqlite().await;
    let books = Books::open(&test).await;
    let tx = test.database.begin(books.owner).await.expect("a transaction");
    assert!(!can_write(&test).await, "nobody else can begin to write");
    drop(tx);
    assert!(test.database.begin(books.owner).await.is_ok(), "the dropped one let go");
}

/// Whether another process could write now.
pub(crate) async fn can_write(test: &TestDatabase) -> bool {
    let other = test.raw().await;
    let impatient = other.execute_unprepared("PRAGMA busy_timeout = 0").await;
    impatient.expect("a pragma");
    other.execute_unprepared("BEGIN IMMEDIATE").await.is_ok()
}
