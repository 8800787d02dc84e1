use super::Accounts;
use crate::{
    Actor,
    noted::{entry, note},
};
use xinggen_domain::{SessionId, audit::AuditAct, error::StoreError, session::Session};

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
        let mut sessions = self.ports.sessions.of_user(actor.user_id).await?;
        sessions.retain(|session| !session.is_over(now));
        Ok(sessions)
    }

    /// Ends one of the actor's sessions, the one that asks included.
    ///
    /// # Errors
    /// See [`RevokeSessionError`].
    pub async fn revoke_session(&self, actor: Actor, id: SessionId) -> Result<(), RevokeSessionError> {
        let now = self.ports.clock.now();
        let session = self.ports.sessions.get(id).await?;
        let own = session.filter(|session| session.user_id == actor.user_id && !session.is_over(now));
        let session = own.ok_or(RevokeSessionError::NotFound)?;
        Ok(self.sign_out(actor, session.id).await?)
    }

    /// Ends the session in which the actor asks: its tokens are refused from now on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sign_out(&self, actor: Actor, session: SessionId) -> Result<(), StoreError> {
        self.logout(session).await?;
        let about = session.to_string();
        note(&self.ports, actor.user_id, Some(actor), AuditAct::SignedOut, about, String::new()).await
    }

    /// Ends all of the actor's sessions but this one. Returns how many.
    ///
    /// # Errors
    /// The database failed.
    pub async fn revoke_other_sessions(&self, actor: Actor, current: SessionId) -> Result<u64, StoreError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let ended = tx.profile().end_sessions(Some(current), self.ports.clock.now()).await?;
        let noted = entry(&self.ports, Some(actor), AuditAct::SignedOut, String::new(), String::new());
        tx.audit().add(noted).await?;
        tx.commit().await?;
        self.door.forget_all();
        Ok(ended)
    }
}
