use super::{MemoryStore, Result, table::insert, table::parent};
use async_trait::async_trait;
use xinggen_domain::{SessionId, ports::Sessions, provenance::Digest, session::Session, time::Timestamp};

#[async_trait]
impl Sessions for MemoryStore {
    async fn add(&self, session: Session) -> Result<()> {
        let added = self.write(|state| {
            parent(&state.tenants, session.user_id, "user")?;
            insert(&mut state.sessions, session.id, session, "session id")
        });
        added.await
    }

    async fn get(&self, id: SessionId) -> Result<Option<Session>> {
        Ok(self.read(|state| state.sessions.get(&id).cloned()))
    }

    async fn replace(&self, session: Session, expected: Digest) -> Result<bool> {
        let replaced = self.write(|state| {
            let stored = state.sessions.get_mut(&session.id);
            match stored.filter(|stored| stored.secret == expected && stored.ended_at.is_none()) {
                Some(stored) => {
                    *stored = session;
                    true
                }
                None => false,
            }
        });
        Ok(replaced.await)
    }

    async fn end(&self, id: SessionId, now: Timestamp) -> Result<()> {
        let ended = self.write(|state| {
            if let Some(session) = state.sessions.get_mut(&id) {
                session.ended_at = session.ended_at.or(Some(now));
            }
        });
        ended.await;
        Ok(())
    }
}
