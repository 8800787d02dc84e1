//! Transactions that are dropped half-way.

use crate::support::{Books, TestDatabase, on_both};
use std::time::Duration;
use tokio::task::JoinSet;
use xinggen_domain::ports::{LedgerAudit, UnitOfWork};

on_both!(dropped_transactions_leave_nothing);

/// Fifty holds are dropped after a time between nothing and more than they take, four at a time.
async fn dropped_transactions_leave_nothing(test: TestDatabase) {
    let books = Books::open(&test).await;
    books.grant(1000, None).await;
    let mut finished = 0;
    for round in 0..13_u64 {
        let mut running = JoinSet::new();
        for rival in 0..4_u64 {
            let books = books.clone();
            let patience = Duration::from_micros((round * 4 + rival) * 150);
            running.spawn(async move { tokio::time::timeout(patience, books.hold(1)).await });
        }
        for result in running.join_all().await {
            match result {
                Ok(held) => {
                    let job = held.expect("a hold that was not dropped goes through");
                    finished += i64::from(job.is_some());
                }
                Err(_dropped) => {}
            }
        }
    }
    assert!(finished < 52, "some were dropped");
    let mut tx = test.database.begin_read(books.owner).await.expect("a reader");
    let held = tx.credits().view().await.expect("the account").account().held.get();
    // A commit whose answer was dropped counts in the database, but not here.
    assert!(held >= finished * 5 && held % 5 == 0, "{held} credits are held by {finished} jobs or more");
    assert_eq!(test.database.check().await.expect("an audit"), []);
    assert!(books.hold(1).await.expect("the connections work").is_some());
}
