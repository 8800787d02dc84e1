use super::{MemoryStore, Result, table::insert, table::parent};
use async_trait::async_trait;
use xinggen_domain::{
    SessionId, UserId,
    ports::Sessions,
    provenance::Digest,
    session::{Session, Standing},
    time::Timestamp,
};

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
        self.write(|state| state.end_session(id, now)).await;
        Ok(())
    }

    async fn of_user(&self, user: UserId) -> Result<Vec<Session>> {
        let live = |session: &&Session| session.user_id == user && session.ended_at.is_none();
        let mut found: Vec<_> = self.read(|state| state.sessions.values().filter(live).cloned().collect());
        found.sort_by_key(|session| std::cmp::Reverse((session.created_at, session.id)));
        Ok(found)
    }

    async fn standing(&self, id: SessionId) -> Result<Option<Standing>> {
        Ok(self.read(|state| {
            let session = state.sessions.get(&id)?.clone();
            let user = state.tenants.get(&session.user_id)?.user.as_ref()?;
            Some(Standing { session, role: user.role, vip_until: user.vip_until, status: user.status })
        }))
    }
}
