use super::{
    MemoryStore, Result,
    table::{insert, newest, parent},
};
use async_trait::async_trait;
use xinggen_domain::{
    ApiKeyId, UserId,
    api_key::ApiKey,
    ports::{ApiKeys, Page},
    time::Timestamp,
};

#[async_trait]
impl ApiKeys for MemoryStore {
    async fn add(&self, key: ApiKey, now: Timestamp, most: usize) -> Result<bool> {
        let added = self.write(|state| {
            parent(&state.tenants, key.user_id, "user")?;
            let live = |other: &&ApiKey| other.user_id == key.user_id && other.is_live(now);
            if state.api_keys.values().filter(live).count() >= most {
                return Ok(false);
            }
            insert(&mut state.api_keys, key.id, key, "API key id")?;
            Ok(true)
        });
        added.await
    }

    async fn get(&self, id: ApiKeyId) -> Result<Option<ApiKey>> {
        Ok(self.read(|state| state.api_keys.get(&id).cloned()))
    }

    async fn list(&self, user: UserId, page: Page<ApiKeyId>) -> Result<Vec<ApiKey>> {
        let kept = |key: &ApiKey| key.user_id == user && key.revoked_at.is_none();
        Ok(self.read(|state| newest(&state.api_keys, page, kept)))
    }

    async fn revoke(&self, user: UserId, id: ApiKeyId, now: Timestamp) -> Result<bool> {
        let revoked = self.write(|state| {
            let key = state.api_keys.get_mut(&id);
            match key.filter(|key| key.user_id == user && key.revoked_at.is_none()) {
                Some(key) => {
                    key.revoked_at = Some(now);
                    true
                }
                None => false,
            }
        });
        Ok(revoked.await)
    }

    async fn used(&self, id: ApiKeyId, now: Timestamp) -> Result<()> {
        let used = self.write(|state| {
            if let Some(key) = state.api_keys.get_mut(&id) {
                key.last_used_at = key.last_used_at.max(Some(now));
            }
        });
        used.await;
        Ok(())
    }
}
