use super::Accounts;
use crate::{Actor, noted::entry};
use xinggen_domain::{SessionId, audit::AuditAct, error::StoreError, ports::TenantTx, session::Session};

/// Why a session was not ended.
#[derive(Debug, thiserror::Error)]
pub enum RevokeSessionError {
    /// The user has no such session that is not over.
    #[error("there is no such session")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// The actor's sessions that are not over, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sessions(&self, actor: Actor) -> Result<Vec<Session>, StoreError> {
        let now = self.ports.clock.now();
        let mut sessions = self.ports.store.begin_read(actor.user_id).await?.sessions().list().await?;
        sessions.retain(|session| !session.is_over(now));
        Ok(sessions)
    }

    /// Ends one of the actor's sessions, the one that asks included.
    ///
    /// # Errors
    /// See [`RevokeSessionError`].
    pub async fn revoke_session(&self, actor: Actor, id: SessionId) -> Result<(), RevokeSessionError> {
        let now = self.ports.clock.now();
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let session = tx.sessions().lock(id).await?.filter(|session| !session.is_over(now));
        let session = session.ok_or(RevokeSessionError::NotFound)?;
        Ok(self.sign_out_in(tx, actor, session.id).await?)
    }

    /// Ends the session in which the actor asks: its tokens are refused from now on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sign_out(&self, actor: Actor, session: SessionId) -> Result<(), StoreError> {
        let tx = self.ports.store.begin(actor.user_id).await?;
        self.sign_out_in(tx, actor, session).await
    }

    /// Ends one session and notes it, with all else that this transaction did.
    async fn sign_out_in(
        &self,
        mut tx: Box<dyn TenantTx>,
        actor: Actor,
        session: SessionId,
    ) -> Result<(), StoreError> {
        tx.sessions().end(session, self.ports.clock.now()).await?;
        let about = session.to_string();
        tx.audit().add(entry(&self.ports, Some(actor), AuditAct::SignedOut, about, String::new())).await?;
        tx.commit().await?;
        self.door.forget(session);
        Ok(())
    }

    /// Ends all of the actor's sessions but this one. Returns how many.
    ///
    /// # Errors
    /// The database failed.
    pub async fn revoke_other_sessions(&self, actor: Actor, current: SessionId) -> Result<u64, StoreError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let ended = tx.sessions().end_all(Some(current), self.ports.clock.now()).await?;
        let noted = entry(&self.ports, Some(actor), AuditAct::SignedOut, String::new(), String::new());
        tx.audit().add(noted).await?;
        tx.commit().await?;
        self.door.forget_all();
        Ok(ended)
    }
}
