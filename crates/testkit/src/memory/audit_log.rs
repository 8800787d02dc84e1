use super::{Result, table::unique, tx::MemoryTx};
use async_trait::async_trait;
use xinggen_domain::{AuditId, audit::AuditEntry, ports::AuditLog};

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

    async fn recent(&mut self, before: Option<AuditId>, limit: u32) -> Result<Vec<AuditEntry>> {
        self.0.read(|tenant| {
            let newest_first = tenant.audit.values().rev();
            let older = newest_first.filter(|entry| before.is_none_or(|before| entry.id < before));
            older.take(limit as usize).cloned().collect()
        })
    }
}
