use super::{MemoryStore, Result, table::unique, tx::MemoryTx};
use async_trait::async_trait;
use xinggen_domain::{
    SessionId,
    error::StoreError,
    ports::{SessionDirectory, Sessions},
    session::{Session, Standing},
    time::Timestamp,
};

#[async_trait]
impl SessionDirectory for MemoryStore {
    async fn get(&self, id: SessionId) -> Result<Option<Session>> {
        Ok(self.read(|state| state.tenants.values().find_map(|tenant| tenant.sessions.get(&id).cloned())))
    }

    async fn standing(&self, id: SessionId) -> Result<Option<Standing>> {
        Ok(self.read(|state| {
            let tenant = state.tenants.values().find(|tenant| tenant.sessions.contains_key(&id))?;
            let (session, user) = (tenant.sessions.get(&id)?.clone(), tenant.user.as_ref()?);
            Some(Standing { session, role: user.role, vip_until: user.vip_until, status: user.status })
        }))
    }
}

pub(super) struct MemorySessions<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Sessions for MemorySessions<'_> {
    async fn add(&mut self, session: Session) -> Result<()> {
        self.0.write_all(|tenant, state| {
            if tenant.user.is_none() || tenant.account.user_id != session.user_id {
                return Err(StoreError::Backend("a session is opened by its own tenant".into()));
            }
            let known = state.tenants.values().any(|other| other.sessions.contains_key(&session.id));
            unique(known || tenant.sessions.contains_key(&session.id), "session id")?;
            tenant.sessions.insert(session.id, session);
            Ok(())
        })
    }

    async fn get(&mut self, id: SessionId) -> Result<Option<Session>> {
        self.0.read(|tenant| tenant.sessions.get(&id).cloned())
    }

    async fn lock(&mut self, id: SessionId) -> Result<Option<Session>> {
        // A transaction that writes is the only one.
        self.0.write_all(|tenant, _| Ok(tenant.sessions.get(&id).cloned()))
    }

    async fn list(&mut self) -> Result<Vec<Session>> {
        self.0.read(|tenant| {
            let live = tenant.sessions.values().filter(|session| session.ended_at.is_none());
            let mut found: Vec<Session> = live.cloned().collect();
            found.sort_by_key(|session| std::cmp::Reverse((session.created_at, session.id)));
            found
        })
    }

    async fn save(&mut self, session: Session) -> Result<()> {
        self.0.write(|tenant| {
            let stored = tenant.sessions.get_mut(&session.id).filter(|stored| stored.ended_at.is_none());
            let stored = stored.ok_or(StoreError::Stale("the session"))?;
            stored.secret = session.secret;
            stored.previous = session.previous;
            stored.refreshed_at = session.refreshed_at;
            Ok(())
        })
    }

    async fn end(&mut self, id: SessionId, now: Timestamp) -> Result<bool> {
        self.0.write_all(|tenant, _| {
            let stored = tenant.sessions.get_mut(&id).filter(|stored| stored.ended_at.is_none());
            Ok(stored.map(|stored| stored.ended_at = Some(now)).is_some())
        })
    }

    async fn end_all(&mut self, except: Option<SessionId>, now: Timestamp) -> Result<u64> {
        self.0.write_all(|tenant, _| {
            let live = tenant.sessions.values_mut().filter(|session| session.ended_at.is_none());
            let meant = live.filter(|session| Some(session.id) != except);
            Ok(meant.map(|session| session.ended_at = Some(now)).count() as u64)
        })
    }

    async fn prove(&mut self, id: SessionId, now: Timestamp) -> Result<()> {
        self.0.write(|tenant| {
            if !tenant.sessions.contains_key(&id) {
                return Err(StoreError::Conflict("the session of a proof".to_owned()));
            }
            tenant.proofs.insert(id, now);
            Ok(())
        })
    }

    async fn proved_at(&mut self, id: SessionId) -> Result<Option<Timestamp>> {
        self.0.read(|tenant| tenant.proofs.get(&id).copied())
    }
}
