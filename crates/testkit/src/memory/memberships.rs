use super::{MemoryStore, Result, table::insert, tx::MemoryTx};
use async_trait::async_trait;
use xinggen_domain::{
    TermId,
    membership::{MembershipTerm, TermState},
    plan::PlanRow,
    ports::{Memberships, PlanBook},
};

pub(super) struct MemoryMemberships<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Memberships for MemoryMemberships<'_> {
    async fn list(&mut self) -> Result<Vec<MembershipTerm>> {
        self.0.read(|tenant| tenant.terms.values().rev().cloned().collect())
    }

    async fn add(&mut self, term: MembershipTerm) -> Result<()> {
        self.0.write(|tenant| insert(&mut tenant.terms, term.id, term, "term id"))
    }

    async fn revoke(&mut self, id: TermId) -> Result<bool> {
        self.0.write(|tenant| {
            let term = tenant.terms.get_mut(&id).filter(|term| term.state == TermState::Granted);
            let Some(term) = term else { return Ok(false) };
            term.state = TermState::Revoked;
            Ok(true)
        })
    }
}

#[async_trait]
impl PlanBook for MemoryStore {
    async fn list(&self) -> Result<Vec<PlanRow>> {
        Ok(self.read(|state| state.plans.values().cloned().collect()))
    }

    async fn seed(&self, rows: Vec<PlanRow>) -> Result<()> {
        self.write(|state| {
            for row in rows {
                let changed = state.plans.get(&row.name).is_some_and(|known| known.changed_at.is_some());
                if !changed {
                    state.plans.insert(row.name, row);
                }
            }
        })
        .await;
        Ok(())
    }
}
