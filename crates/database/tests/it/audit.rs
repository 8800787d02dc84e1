//! Every invariant of the ledger is broken by hand, in a database that keeps them all, and must be named.

mod corruption;

use crate::support::{Books, TestDatabase, on_both, postgres, sqlite};
use corruption::{CORRUPTIONS, Corruption, corrupt};
use std::collections::BTreeSet;
use xinggen_domain::ports::LedgerAudit;

on_both!(good_books_have_no_violations);

/// Books in which everything has happened: open and closed holds over several lots, part of a hold returned, a
/// hold returned to a lot that had expired meanwhile, an expiry, an adjustment downwards, a charge credited back in part,
/// a refund.
async fn busy_books(test: &TestDatabase) -> Books {
    let books = Books::open(test).await;
    books.grant(12, Some(3)).await;
    books.grant(40, Some(30)).await;
    books.grant(100, None).await;
    books.take(1).await;
    let (early, late) = (held(&books, 3).await, held(&books, 2).await);
    books.settle(&early, 2, 1).await;
    books.credit_back(&early, 3, 4).await;
    books.refund(5).await;
    let over_the_end = held(&books, 1).await;
    books.grant(7, Some(3)).await;
    books.settle(&over_the_end, 0, 4).await;
    books.settle(&late, 1, 4).await;
    let open = held(&books, 4).await;
    assert_ne!(open.id, late.id);
    books
}

async fn held(books: &Books, images: i64) -> xinggen_domain::job::Job {
    books.hold(images).await.expect("a hold").expect("enough credits")
}

async fn good_books_have_no_violations(test: TestDatabase) {
    busy_books(&test).await;
    assert_eq!(test.database.check().await.expect("an audit"), []);
}

async fn is_named(test: TestDatabase, corruption: &Corruption) {
    busy_books(&test).await;
    corrupt(&test, corruption).await;
    let violations = test.database.check().await.expect("an audit");
    let named = violations.iter().any(|violation| violation.invariant == corruption.breaks);
    assert!(named, "{:?} is not among {violations:?}", corruption.breaks);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_corruption_is_named_on_sqlite() {
    for corruption in CORRUPTIONS {
        is_named(sqlite().await, corruption).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_corruption_is_named_on_postgres() {
    for corruption in CORRUPTIONS {
        is_named(postgres().await, corruption).await;
    }
}

/// An invariant that nothing was shown to break may be a query that can find nothing.
#[test]
fn every_invariant_is_shown_to_break() {
    let sources = [
        include_str!("../../src/audit/accounts.rs"),
        include_str!("../../src/audit/holds.rs"),
        include_str!("../../src/audit/jobs.rs"),
        include_str!("../../src/audit/lots.rs"),
        include_str!("../../src/audit/pricing.rs"),
        include_str!("../../src/audit/statement.rs"),
    ];
    let listed = |source: &'static str| {
        let (_, rest) = source.split_once("vec![").expect("a list of invariants");
        let (list, _) = rest.split_once("]\n}").expect("its end");
        // Names are the texts with a space in them; kinds of subjects are single words.
        list.split('"').skip(1).step_by(2).filter(|text| text.contains(' '))
    };
    let invariants: BTreeSet<&str> = sources.into_iter().flat_map(listed).collect();
    let broken: BTreeSet<&str> = CORRUPTIONS.iter().map(|corruption| corruption.breaks).collect();
    assert_eq!(broken, invariants);
}
