use super::{Result, table::unique, tx::MemoryTx};
use async_trait::async_trait;
use xinggen_domain::{
    AuditId,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    ports::AuditLog,
    provenance::Digest,
};

pub(super) struct MemoryAuditLog<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl AuditLog for MemoryAuditLog<'_> {
    async fn add(&mut self, entry: AuditEntry) -> Result<()> {
        self.0.write(|tenant| {
            unique(tenant.audit.contains_key(&entry.id), "audit id")?;
            tenant.audit.insert(entry.id, entry);
            Ok(())
        })
    }

    async fn add_failed_sign_in(&mut self, entry: AuditEntry, mark: Option<Digest>) -> Result<()> {
        self.0.write_all(|_, state| {
            if entry.act != AuditAct::SignInFailed || entry.actor_id.is_some() {
                return Err(StoreError::Backend("a tenant notes failed sign-ins only".into()));
            }
            unique(state.audit.contains_key(&entry.id), "audit id")
        })?;
        self.0.note_failed_sign_in(entry, mark);
        Ok(())
    }

    async fn recent(&mut self, before: Option<AuditId>, limit: u32) -> Result<Vec<AuditEntry>> {
        self.0.read(|tenant| {
            let newest_first = tenant.audit.values().rev();
            let older = newest_first.filter(|entry| before.is_none_or(|before| entry.id < before));
            older.take(limit as usize).cloned().collect()
        })
    }
}
