//! What the database itself refuses to change.

use crate::support::{Books, TestDatabase, on_both};
use sea_orm::{ConnectionTrait, DbBackend};
use xinggen_domain::{
    audit::{AuditAct, AuditEntry},
    ports::{PlatformAuditLog, PriceBook, UnitOfWork},
};
use xinggen_testkit::start;

on_both!(a_statement_cannot_be_changed, a_price_cannot_be_changed, the_audit_logs_cannot_be_changed);

async fn refused(test: &TestDatabase, sql: &str) {
    let error = test.raw().await.execute_unprepared(sql).await.expect_err(sql).to_string();
    assert!(error.contains("are never changed"), "{sql} is refused by the rule, not by {error}");
}

async fn a_statement_cannot_be_changed(test: TestDatabase) {
    let books = Books::open(&test).await;
    books.grant(20, None).await;
    refused(&test, "UPDATE credit_transactions SET amount = 21").await;
    refused(&test, "UPDATE credit_transactions SET description = 'x' WHERE number = 1").await;
    refused(&test, "DELETE FROM credit_transactions").await;
    if test.backend() == DbBackend::Postgres {
        refused(&test, "TRUNCATE credit_transactions").await;
    }
    let mut tx = test.database.begin_read(books.owner).await.expect("a reader");
    let entries = tx.credits().statement(0, 10).await.expect("the statement");
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].amount.get(), 20);
}

async fn a_price_cannot_be_changed(test: TestDatabase) {
    let books = Books::open(&test).await;
    refused(&test, "UPDATE prices SET amount = 0").await;
    refused(&test, "DELETE FROM prices").await;
    let prices = test.database.list().await.expect("the price list");
    assert_eq!(prices.0, [books.price]);
}

async fn the_audit_logs_cannot_be_changed(test: TestDatabase) {
    let books = Books::open(&test).await;
    let entry = AuditEntry {
        id: books.build.id(),
        act: AuditAct::CreditsAdjusted,
        actor_id: None,
        subject: String::new(),
        reason: "更正".to_owned(),
        address: None,
        created_at: start(),
    };
    let mut tx = test.database.begin(books.owner).await.expect("a transaction");
    tx.audit().add(entry.clone()).await.expect("a new entry");
    tx.commit().await.expect("a commit");
    refused(&test, "UPDATE audit_log SET reason = 'x'").await;
    refused(&test, "DELETE FROM audit_log").await;
    PlatformAuditLog::add(&test.database, entry.clone(), None).await.expect("a new entry");
    refused(&test, "UPDATE platform_audit_log SET reason = 'x'").await;
    refused(&test, "DELETE FROM platform_audit_log").await;
    let mut tx = test.database.begin_read(books.owner).await.expect("a reader");
    assert_eq!(tx.audit().recent(None, 5).await.expect("the log"), [entry]);
}
