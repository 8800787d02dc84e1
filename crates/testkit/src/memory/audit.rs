//! The invariants of the ledger, over what is committed.

mod holds;
mod lots;
mod statement;
#[cfg(test)]
mod tests;

use super::{MemoryStore, Result, store::State};
use async_trait::async_trait;
use xinggen_domain::ports::{LedgerAudit, Violation};

/// Collects what is broken.
#[derive(Default)]
struct Findings(Vec<Violation>);

impl Findings {
    /// Notes a violation unless the invariant holds.
    fn expect(&mut self, holds: bool, invariant: &str, subject: impl ToString) {
        if !holds {
            self.0.push(Violation { invariant: invariant.to_owned(), subject: subject.to_string() });
        }
    }
}

fn check(state: &State) -> Vec<Violation> {
    let mut findings = Findings::default();
    for tenant in state.tenants.values() {
        statement::check(tenant, &mut findings);
        lots::check(tenant, &mut findings);
        holds::check(tenant, &state.prices, &mut findings);
    }
    findings.0
}

#[async_trait]
impl LedgerAudit for MemoryStore {
    async fn check(&self) -> Result<Vec<Violation>> {
        Ok(self.read(check))
    }
}
