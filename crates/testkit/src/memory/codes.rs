use super::{MemoryStore, Result, table::insert};
use async_trait::async_trait;
use xinggen_domain::{
    ports::VerificationCodes,
    provenance::Digest,
    time::Timestamp,
    verification::{CODE_TRIES, PendingCode},
};

#[async_trait]
impl VerificationCodes for MemoryStore {
    async fn add(&self, code: PendingCode) -> Result<()> {
        let added = self.write(|state| {
            state.codes.retain(|_, other| other.until > code.created_at);
            insert(&mut state.codes, code.request, code, "request")
        });
        added.await
    }

    async fn take(&self, request: Digest, seal: Digest, now: Timestamp) -> Result<bool> {
        let taken = self.write(|state| {
            let found = state.codes.get_mut(&request);
            let Some(code) = found.filter(|code| code.tries < CODE_TRIES && now < code.until) else {
                return false;
            };
            code.tries += 1;
            let right = code.seal == seal;
            if right {
                state.codes.remove(&request);
            }
            right
        });
        Ok(taken.await)
    }
}
