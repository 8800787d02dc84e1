use super::{MemoryStore, Result, store::State, table::insert};
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
            let right = tried(state, request, seal, now);
            if right {
                state.codes.remove(&request);
            }
            right
        });
        Ok(taken.await)
    }

    async fn holds(&self, request: Digest, seal: Digest, now: Timestamp) -> Result<bool> {
        Ok(self.write(|state| tried(state, request, seal, now)).await)
    }
}

/// Counts a try; whether it was right.
fn tried(state: &mut State, request: Digest, seal: Digest, now: Timestamp) -> bool {
    let found = state.codes.get_mut(&request);
    let Some(code) = found.filter(|code| code.tries < CODE_TRIES && now < code.until) else { return false };
    code.tries += 1;
    code.seal == seal
}
