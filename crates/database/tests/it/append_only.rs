//! What the database itself refuses to change.

use crate::support::{Books, TestDatabase, on_both};
use sea_orm::{ConnectionTrait, DbBackend};
use std::net::{IpAddr, Ipv4Addr};
use uuid::Uuid;
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
        address: Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        created_at: start(),
    };
    let mut tx = test.database.begin(books.owner).await.expect("a transaction");
    tx.audit().add(entry.clone()).await.expect("a new entry");
    tx.commit().await.expect("a commit");
    PlatformAuditLog::add(&test.database, entry.clone(), None).await.expect("a new entry");
    for (log, own) in [("audit_log", "user_id"), ("platform_audit_log", "mark")] {
        for column in [own, "id", "act", "actor_id", "subject", "reason", "created_at"] {
            // Each to the value of another column or to none, of its own type.
            let other = match column {
                "user_id" | "id" | "actor_id" => literal(&test, 9),
                "created_at" => "'2020-01-01T00:00:00.000000+00:00'".to_owned(),
                _ => "'x'".to_owned(),
            };
            refused(&test, &format!("UPDATE {log} SET {column} = {other}")).await;
            refused(&test, &format!("UPDATE {log} SET address = NULL, {column} = {other}")).await;
        }
        refused(&test, &format!("UPDATE {log} SET address = '10.0.0.1'")).await;
        refused(&test, &format!("DELETE FROM {log}")).await;
        if test.backend() == DbBackend::Postgres {
            refused(&test, &format!("TRUNCATE {log}")).await;
        }
    }
    let logs = async || {
        let mut tx = test.database.begin_read(books.owner).await.expect("a reader");
        let own = tx.audit().recent(None, 5).await.expect("the log");
        [own, PlatformAuditLog::recent(&test.database, None, 5).await.expect("the log")]
    };
    assert_eq!(logs().await, [[entry.clone()], [entry.clone()]]);
    for log in ["audit_log", "platform_audit_log"] {
        let forget = format!("UPDATE {log} SET address = NULL");
        test.raw().await.execute_unprepared(&forget).await.expect("an address may be forgotten");
    }
    let bare = AuditEntry { address: None, ..entry };
    assert_eq!(logs().await, [[bare.clone()], [bare]]);
}

/// An id that nothing has.
fn literal(test: &TestDatabase, id: u128) -> String {
    let id = Uuid::from_u128(id);
    match test.backend() {
        DbBackend::Sqlite => format!("X'{}'", id.simple()),
        _ => format!("'{id}'"),
    }
}
