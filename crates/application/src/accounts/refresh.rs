use super::{Accounts, SignedIn};
use crate::noted::entry;
use xinggen_domain::{
    audit::AuditAct,
    error::StoreError,
    ports::TenantTx,
    session::{Presented, Session},
    user::{User, UserStatus},
};

/// Why a session was not refreshed.
#[derive(Debug, thiserror::Error)]
pub enum RefreshSessionError {
    /// The token is malformed, or its session is over or was never there.
    #[error("the session is over")]
    Over,
    /// The token was used long ago: somebody else may have it. Its session is ended.
    #[error("the refresh token was used before; the session is ended")]
    Reused,
    /// The account is shut out.
    #[error("the account is disabled")]
    Disabled,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// Exchanges a refresh token for the next pair of tokens. The same token again within
    /// [`GRACE_SECONDS`](xinggen_domain::session::GRACE_SECONDS) is answered with the same next one; later it
    /// ends the session.
    ///
    /// # Errors
    /// See [`RefreshSessionError`].
    pub async fn refresh(&self, token: &str) -> Result<SignedIn, RefreshSessionError> {
        let token = self.ports.tokens.read_refresh(token).ok_or(RefreshSessionError::Over)?;
        let found = self.ports.sessions.get(token.session_id).await?;
        // A session that is over stays so: there is nothing to lock.
        let found = found.filter(|session| !session.is_over(self.ports.clock.now()));
        let found = found.ok_or(RefreshSessionError::Over)?;
        let mut tx = self.ports.store.begin(found.user_id).await?;
        let session = tx.sessions().lock(found.id).await?.ok_or(RefreshSessionError::Over)?;
        let now = self.ports.clock.now();
        let next = self.ports.tokens.next_refresh(&token);
        match session.presented(token.digest, now) {
            Presented::Over => Err(RefreshSessionError::Over),
            Presented::Reused => {
                self.end_reused(tx, &session).await?;
                Err(RefreshSessionError::Reused)
            }
            Presented::JustUsed => Ok(self.signed_in(owner(&mut *tx).await?, next)),
            Presented::Current => {
                let user = owner(&mut *tx).await?;
                tx.sessions().save(session.rotated(next.digest, now)).await?;
                tx.commit().await?;
                Ok(self.signed_in(user, next))
            }
        }
    }

    /// Ends a session of which somebody else may have a token, and tells its user.
    async fn end_reused(&self, mut tx: Box<dyn TenantTx>, session: &Session) -> Result<(), StoreError> {
        tx.sessions().end(session.id, self.ports.clock.now()).await?;
        let about = session.id.to_string();
        // No actor: whether its owner or a thief presented it is not known.
        tx.audit().add(entry(&self.ports, None, AuditAct::RefreshReused, about, String::new())).await?;
        tx.commit().await?;
        self.door.forget(session.id);
        tracing::warn!(session.id = %session.id, user.id = %session.user_id, "refresh token reused");
        Ok(())
    }
}

/// The account whose session is refreshed, if it may come in.
async fn owner(tx: &mut dyn TenantTx) -> Result<User, RefreshSessionError> {
    let user = tx.profile().get().await?.ok_or(RefreshSessionError::Over)?;
    match user.status {
        UserStatus::Active => Ok(user),
        UserStatus::Disabled | UserStatus::Erased => Err(RefreshSessionError::Disabled),
    }
}
