use super::{MemoryStore, Result, table::unique};
use async_trait::async_trait;
use xinggen_domain::{AuditId, audit::AuditEntry, ports::PlatformAuditLog, provenance::Digest};

impl MemoryStore {
    fn noted(
        &self,
        before: Option<AuditId>,
        limit: u32,
        fits: impl Fn(Option<Digest>) -> bool,
    ) -> Vec<AuditEntry> {
        self.read(|state| {
            let older = |id: AuditId| before.is_none_or(|before| id < before);
            let newest_first = state.audit.values().rev();
            let fitting = newest_first.filter(|(entry, mark)| older(entry.id) && fits(*mark));
            fitting.take(limit as usize).map(|(entry, _)| entry.clone()).collect()
        })
    }
}

#[async_trait]
impl PlatformAuditLog for MemoryStore {
    async fn add(&self, entry: AuditEntry, mark: Option<Digest>) -> Result<()> {
        let added = self.write(|state| {
            unique(state.audit.contains_key(&entry.id), "audit id")?;
            state.audit.insert(entry.id, (entry, mark));
            Ok(())
        });
        added.await
    }

    async fn recent(&self, before: Option<AuditId>, limit: u32) -> Result<Vec<AuditEntry>> {
        Ok(self.noted(before, limit, |_| true))
    }

    async fn about(&self, marks: &[Digest], before: Option<AuditId>, limit: u32) -> Result<Vec<AuditEntry>> {
        Ok(self.noted(before, limit, |mark| mark.is_some_and(|mark| marks.contains(&mark))))
    }
}
