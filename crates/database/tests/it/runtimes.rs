//! Connections asked for on other runtimes than the one on which the database was connected: requests run on
//! runtimes of one thread each, which end, and stand still while they are busy.

use crate::support::{Books, TestDatabase, on_both, postgres};
use sea_orm::{ConnectionTrait, Statement};
use std::{
    future::{Future, poll_fn},
    pin::pin,
    sync::mpsc,
    task::Poll,
    thread,
    time::{Duration, Instant},
};
use tokio::{
    runtime,
    task::{JoinSet, block_in_place},
    time::{sleep, timeout},
};
use xinggen_domain::ports::{AccountDirectory, LedgerAudit, UnitOfWork};

on_both!(
    a_transaction_outlives_the_runtime_that_began_it,
    what_a_busy_thread_opened_serves_others,
    what_a_busy_thread_dropped_is_rolled_back_all_the_same,
);

/// More than anything here takes, less than the pool's patience.
const SOON: Duration = Duration::from_secs(5);

/// A runtime like those that serve requests.
fn of_one_thread() -> runtime::Runtime {
    runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

async fn a_transaction_outlives_the_runtime_that_began_it(test: TestDatabase) {
    let books = Books::open(&test).await;
    books.grant(1_000, None).await;
    let (database, owner) = (books.database.clone(), books.owner);
    let began = thread::spawn(move || {
        of_one_thread().block_on(async {
            // Held together, so that the pool has to open connections here.
            let mut readers = Vec::new();
            for _ in 0..4 {
                readers.push(database.begin_read(owner).await.expect("a reader"));
            }
            (readers, database.begin(owner).await.expect("a transaction"))
        })
    });
    let (readers, mut writer) = block_in_place(|| began.join()).expect("the thread ends in order");
    for mut reader in readers {
        reader.credits().view().await.expect("the account");
    }
    let mut ledger = writer.credits().lock().await.expect("the account");
    ledger.grant(books.build.grant(5), xinggen_testkit::start(), books.build.ids());
    writer.credits().save(&mut ledger).await.expect("a save");
    writer.commit().await.expect("a commit");
    assert_eq!(test.database.check().await.expect("an audit"), []);
}

/// Does something on a runtime of one thread, and something else while that thread is busy.
async fn while_busy<F, G>(first: impl FnOnce() -> F + Send + 'static, then: G) -> G::Output
where
    F: Future<Output = ()>,
    G: Future,
{
    let (done, told) = mpsc::channel();
    let (free, busy) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        of_one_thread().block_on(async {
            first().await;
            done.send(()).expect("the test listens");
            busy.recv_timeout(4 * SOON).expect("the test lets it go");
        });
    });
    block_in_place(|| told.recv()).expect("the first part goes well");
    let output = then.await;
    free.send(()).expect("the thread waits");
    block_in_place(|| thread.join()).expect("the thread ends in order");
    output
}

async fn what_a_busy_thread_opened_serves_others(test: TestDatabase) {
    let books = Books::open(&test).await;
    let (database, owner) = (books.database.clone(), books.owner);
    let open = move || async move {
        // Held together, so that each has a connection of its own.
        let mut held = Vec::new();
        for _ in 0..4 {
            held.push(database.begin_read(owner).await.expect("a reader"));
        }
        drop(held);
        // Until they are back in the pool.
        sleep(Duration::from_millis(100)).await;
    };
    let look = async {
        let mut looks = JoinSet::new();
        for _ in 0..16 {
            let books = books.clone();
            looks.spawn(async move { AccountDirectory::get(&books.database, books.owner).await });
        }
        timeout(SOON, looks.join_all()).await
    };
    for user in while_busy(open, look).await.expect("nobody waits for the busy thread") {
        assert!(user.expect("a look").is_some());
    }
}

async fn what_a_busy_thread_dropped_is_rolled_back_all_the_same(test: TestDatabase) {
    let books = Books::open(&test).await;
    books.grant(1_000, None).await;
    let (database, owner) = (books.database.clone(), books.owner);
    let lock = move || async move {
        let mut tx = database.begin(owner).await.expect("a transaction");
        tx.credits().lock().await.expect("the account");
    };
    let held = while_busy(lock, timeout(SOON, books.hold(1))).await;
    held.expect("nobody holds the account").expect("a hold").expect("credits");
}

/// A begin whose caller goes away after it was sent is known to the server only: the driver takes its connection for
/// one without a transaction.
#[tokio::test(flavor = "multi_thread")]
async fn a_begin_that_is_cut_off_leaves_no_transaction_open() {
    let test = postgres().await;
    let books = Books::open(&test).await;
    let admin = test.raw().await;
    for round in 0..60 {
        // Cut off at its first wait, its second, and so on.
        let (mut begin, mut waits) = (Box::pin(test.database.begin(books.owner)), round % 6);
        poll_fn(|context| match pin!(&mut begin).poll(context) {
            Poll::Pending if waits > 0 => {
                waits -= 1;
                Poll::Pending
            }
            _ => Poll::Ready(()),
        })
        .await;
        drop(begin);
        let query = "SELECT count(*) AS open FROM pg_stat_activity
                     WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
        let end = Instant::now() + Duration::from_secs(2);
        loop {
            let query = Statement::from_string(test.backend(), query);
            let row = admin.query_one_raw(query).await.expect("the catalogue").expect("a row");
            let open: i64 = row.try_get("", "open").expect("a number");
            if open == 0 {
                break;
            }
            assert!(Instant::now() < end, "round {round}: a connection is back in the pool in a transaction");
            sleep(Duration::from_millis(10)).await;
        }
    }
}
