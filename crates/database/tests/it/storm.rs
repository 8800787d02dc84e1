//! Ten thousand holds by sixty-four clients at once: exactly as many succeed as the balances pay for.

use crate::support::{Books, TestDatabase, on_both};
use sea_orm::{ConnectionTrait, Statement};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::task::JoinSet;
use xinggen_domain::ports::LedgerAudit;

const HOLDS: usize = 10_000;
const CLIENTS: usize = 64;
/// What an image costs.
const PRICE: i64 = 5;

on_both!(on_one_account, on_a_thousand_accounts);

async fn on_one_account(test: TestDatabase) {
    let books = Books::open(&test).await;
    // One credit short of one more.
    books.grant(6_001 * PRICE - 1, None).await;
    let accounts = vec![books];
    assert_eq!(storm(&accounts).await, 6_000);
    check(&test, 6_000, 1).await;
}

async fn on_a_thousand_accounts(test: TestDatabase) {
    let mut accounts = vec![Books::open(&test).await];
    while accounts.len() < 1_000 {
        let next = accounts[0].another_user().await;
        accounts.push(next);
    }
    for books in &accounts {
        books.grant(8 * PRICE - 1, None).await;
    }
    assert_eq!(storm(&accounts).await, 7_000);
    check(&test, 7_000, 1_000).await;
}

/// Every client takes the next account in turn; every fourth hold is captured at once. How many were given.
async fn storm(accounts: &[Books]) -> usize {
    let (turn, given) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let accounts: Arc<[Books]> = accounts.into();
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let (turn, given, accounts) = (turn.clone(), given.clone(), accounts.clone());
        clients.spawn(async move {
            loop {
                let at = turn.fetch_add(1, Ordering::Relaxed);
                if at >= HOLDS {
                    return;
                }
                let books = &accounts[at % accounts.len()];
                let Some(job) = books.hold(1).await.expect("a hold or a refusal") else { continue };
                if given.fetch_add(1, Ordering::Relaxed) % 4 == 0 {
                    books.settle(&job, 1, 0).await;
                }
            }
        });
    }
    clients.join_all().await;
    given.load(Ordering::Relaxed)
}

/// Every invariant holds, and each account gave the same number of holds.
async fn check(test: &TestDatabase, holds: i64, accounts: i64) {
    assert_eq!(test.database.check().await.expect("an audit"), []);
    let sql = "SELECT count(*) AS accounts, CAST(sum(holds) AS bigint) AS holds,
               min(holds) AS least, max(holds) AS most
               FROM (SELECT count(*) AS holds FROM credit_holds GROUP BY user_id) AS by_account";
    let raw = test.raw().await;
    let asked = Statement::from_string(test.backend(), sql);
    let row = raw.query_one_raw(asked).await.expect("a query").expect("a row");
    let number = |name: &str| -> i64 { row.try_get("", name).expect("a number") };
    assert_eq!((number("accounts"), number("holds")), (accounts, holds));
    assert_eq!(number("least"), number("most"));
}
