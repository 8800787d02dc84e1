//! How many jobs are accepted a second, each with its hold: through the adapter, and by a bare loop of the same
//! statements over a pool of the same settings. Prints both and their ratio, per database, from rounds in turns.
//!
//! A measurement, so it is ignored among the tests:
//! `cargo test --release -p xinggen-database --test it -- --ignored --nocapture --test-threads 1 hold_rate`.

mod bare;

use crate::support::{Books, TestDatabase, postgres, sqlite};
use std::{
    future::Future,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use xinggen_domain::ports::LedgerAudit;

const TASKS: usize = 16;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement of twenty seconds"]
async fn on_sqlite() {
    measure("SQLite", sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement of twenty seconds"]
async fn on_postgres() {
    measure("PostgreSQL", postgres().await).await;
}

async fn measure(name: &str, test: TestDatabase) {
    let first = Books::open(&test).await;
    let mut books = vec![first];
    while books.len() < TASKS {
        let next = books[0].another_user().await;
        books.push(next);
    }
    for book in &books {
        book.grant(1_000_000_000, None).await;
    }
    let pool = bare::Pool::open(&test.settings).await;
    let (mut adapter, mut loops) = (0, 0);
    for _ in 0..ROUNDS {
        adapter += round(&books, |book| async move {
            let held = book.hold(1).await.expect("a hold");
            assert!(held.is_some(), "there are credits enough");
        })
        .await;
        let pool = pool.clone();
        loops += round(&books, move |book| {
            let pool = pool.clone();
            async move { pool.hold(&book).await }
        })
        .await;
    }
    let violations = test.database.check().await.expect("an audit");
    assert_eq!(violations, [], "both keep the books");
    let a_second = |count: u64| count as f64 / (ROUND.as_secs_f64() * ROUNDS as f64);
    println!(
        "{name}: {:.0} holds/s through the adapter, {:.0} holds/s bare, ratio {:.2}",
        a_second(adapter),
        a_second(loops),
        adapter as f64 / loops as f64
    );
}

/// How often the act is done in a round, by one task per user.
async fn round<F>(books: &[Books], act: impl Fn(Books) -> F + Clone + Send + 'static) -> u64
where
    F: Future<Output = ()> + Send,
{
    static DONE: AtomicU64 = AtomicU64::new(0);
    DONE.store(0, Ordering::Relaxed);
    let end = Instant::now() + ROUND;
    let mut running = JoinSet::new();
    for book in books {
        let (act, book) = (act.clone(), book.clone());
        running.spawn(async move {
            while Instant::now() < end {
                act(book.clone()).await;
                DONE.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    running.join_all().await;
    DONE.load(Ordering::Relaxed)
}
