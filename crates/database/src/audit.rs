//! The invariants of the ledger, each one query that finds what breaks it.
//!
//! To add one: write it in the file of its subject, and add its corruption to the audit tests, which refuse an
//! invariant that nothing was shown to break.

mod accounts;
mod holds;
mod jobs;
mod lots;
mod pricing;
mod statement;

use crate::{Database, error::store_error};
use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};
use uuid::Uuid;
use xinggen_domain::{
    error::StoreError,
    ports::{LedgerAudit, Violation},
};

/// What must always hold.
struct Invariant {
    /// In words.
    name: &'static str,
    /// Of what kind the subjects are.
    subject: &'static str,
    /// A query for the ids, as `subject`, of those that break it.
    breaches: String,
}

impl Invariant {
    fn new(subject: &'static str, name: &'static str, breaches: impl Into<String>) -> Self {
        Self { name, subject, breaches: breaches.into() }
    }
}

#[async_trait]
impl LedgerAudit for Database {
    async fn check(&self) -> Result<Vec<Violation>, StoreError> {
        // One snapshot, so that all invariants are asked of the same moment.
        let tx = self.begin_snapshot().await?;
        let mut violations = Vec::new();
        for invariant in invariants() {
            violations.extend(breaches(tx.open()?, &invariant).await?);
        }
        Ok(violations)
    }
}

fn invariants() -> Vec<Invariant> {
    let groups = [
        accounts::invariants(),
        lots::invariants(),
        holds::invariants(),
        jobs::invariants(),
        statement::invariants(),
        pricing::invariants(),
    ];
    groups.into_iter().flatten().collect()
}

async fn breaches(tx: &DatabaseTransaction, invariant: &Invariant) -> Result<Vec<Violation>, StoreError> {
    let backend = ConnectionTrait::get_database_backend(tx);
    let query = Statement::from_string(backend, invariant.breaches.as_str());
    let rows = tx.query_all_raw(query).await.map_err(store_error)?;
    let violation = |row: sea_orm::QueryResult| {
        let id: Uuid = row.try_get("", "subject").map_err(store_error)?;
        Ok(Violation { invariant: invariant.name.to_owned(), subject: format!("{} {id}", invariant.subject) })
    };
    rows.into_iter().map(violation).collect()
}
