use super::{MemoryStore, Result, queue::page_of, tenant::TenantData};
use async_trait::async_trait;
use std::sync::Arc;
use xinggen_domain::{
    DramaId, UserId, asset::ObjectKey, audit::AuditEntry, drama::Drama, ports::Housekeeping, time::Timestamp,
};

#[async_trait]
impl Housekeeping for MemoryStore {
    async fn trashed(
        &self,
        before: Timestamp,
        after: Option<DramaId>,
        limit: u32,
    ) -> Result<Vec<(UserId, DramaId)>> {
        let over = |drama: &Drama| drama.deleted_at.is_some_and(|deleted| deleted < before);
        Ok(self.read(|state| {
            let found = state.tenants.iter().flat_map(|(owner, tenant)| {
                let dramas = tenant.dramas.values().filter(|drama| !tenant.purged.contains(&drama.id));
                dramas.filter(|drama| over(drama)).map(|drama| (*owner, drama.id))
            });
            page_of(found, |(_, drama)| *drama, after, limit)
        }))
    }

    async fn to_clear(&self, now: Timestamp, after: Option<UserId>, limit: u32) -> Result<Vec<UserId>> {
        Ok(self.read(|state| {
            let waits = |tenant: &TenantData| tenant.clear_at.is_some_and(|clear_at| clear_at <= now);
            let waiting = state.tenants.iter().filter(|(_, tenant)| waits(tenant));
            page_of(waiting.map(|(owner, _)| *owner), |owner| *owner, after, limit)
        }))
    }

    async fn orphans(&self, after: Option<&ObjectKey>, limit: u32) -> Result<Vec<ObjectKey>> {
        Ok(self.read(|state| {
            let orphans = state.tenants.values().flat_map(|tenant| tenant.orphans.iter().cloned());
            page_of(orphans, ObjectKey::clone, after.cloned(), limit)
        }))
    }

    async fn forget_orphans(&self, keys: &[ObjectKey]) -> Result<()> {
        let forgotten = self.write(|state| {
            for tenant in state.tenants.values_mut() {
                Arc::make_mut(tenant).orphans.retain(|key| !keys.contains(key));
            }
        });
        forgotten.await;
        Ok(())
    }

    async fn forget(&self, events: Timestamp, requests: Timestamp) -> Result<u64> {
        let gone = self.write(|state| {
            let mut gone = 0;
            for tenant in state.tenants.values_mut() {
                let tenant = Arc::make_mut(tenant);
                let before = tenant.events.len() + tenant.requests.len();
                tenant.events.retain(|event| event.created_at >= events);
                tenant.requests.retain(|_, request| request.created_at >= requests);
                gone += before - tenant.events.len() - tenant.requests.len();
            }
            gone as u64
        });
        Ok(gone.await)
    }

    async fn forget_quotes(&self, over: Timestamp) -> Result<u64> {
        let gone = self.write(|state| {
            let mut gone = 0;
            for tenant in state.tenants.values_mut() {
                let tenant = Arc::make_mut(tenant);
                let before = tenant.quotes.len();
                tenant.quotes.retain(|_, quote| quote.expires_at >= over);
                gone += before - tenant.quotes.len();
            }
            gone as u64
        });
        Ok(gone.await)
    }

    async fn forget_addresses(&self, before: Timestamp, limit: u32) -> Result<u64> {
        let cleared = self.write(|state| {
            let users =
                state.tenants.values_mut().flat_map(|tenant| Arc::make_mut(tenant).audit.values_mut());
            let users = clear(users.collect(), before, limit);
            let platforms = state.audit.values_mut().map(|(entry, _)| entry).collect();
            users + clear(platforms, before, limit)
        });
        Ok(cleared.await)
    }

    async fn shred(&self) -> Result<bool> {
        Ok(true)
    }
}

fn clear(entries: Vec<&mut AuditEntry>, before: Timestamp, limit: u32) -> u64 {
    let due = |entry: &&mut AuditEntry| entry.address.is_some() && entry.created_at < before;
    let mut due: Vec<&mut AuditEntry> = entries.into_iter().filter(due).collect();
    due.sort_by_key(|entry| entry.created_at);
    due.truncate(limit as usize);
    let cleared = due.len();
    for entry in due {
        entry.address = None;
    }
    cleared as u64
}
