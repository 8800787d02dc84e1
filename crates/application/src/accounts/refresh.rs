use super::{Accounts, SignedIn};
use crate::noted::note;
use xinggen_domain::{
    audit::AuditAct,
    error::StoreError,
    ports::RefreshToken,
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
        loop {
            let session = self.ports.sessions.get(token.session_id).await?;
            let session = session.ok_or(RefreshSessionError::Over)?;
            let next = self.ports.tokens.next_refresh(&token);
            let now = self.ports.clock.now();
            match session.presented(token.digest, now) {
                Presented::Over => return Err(RefreshSessionError::Over),
                Presented::Reused => {
                    self.end_reused(&session).await?;
                    return Err(RefreshSessionError::Reused);
                }
                Presented::JustUsed => return Ok(self.signed_in(self.owner(&session).await?, next)),
                Presented::Current => {
                    let user = self.owner(&session).await?;
                    if self.rotate(&session, &token, &next).await? {
                        return Ok(self.signed_in(user, next));
                    }
                    // Somebody else refreshed or ended it just now: what is stored then decides.
                }
            }
        }
    }

    /// Ends a session of which somebody else may have a token, and tells its user.
    async fn end_reused(&self, session: &Session) -> Result<(), StoreError> {
        self.logout(session.id).await?;
        tracing::warn!(session.id = %session.id, user.id = %session.user_id, "refresh token reused");
        let about = session.id.to_string();
        // By nobody: who showed it, its owner or a thief, is not known.
        note(&self.ports, session.user_id, None, AuditAct::RefreshReused, about, String::new()).await
    }

    async fn rotate(
        &self,
        session: &Session,
        used: &RefreshToken,
        next: &RefreshToken,
    ) -> Result<bool, StoreError> {
        let rotated = session.rotated(next.digest, self.ports.clock.now());
        self.ports.sessions.replace(rotated, used.digest).await
    }

    async fn owner(&self, session: &Session) -> Result<User, RefreshSessionError> {
        let user = self.ports.accounts.get(session.user_id).await?.ok_or(RefreshSessionError::Over)?;
        match user.status {
            UserStatus::Active => Ok(user),
            UserStatus::Disabled | UserStatus::Erased => Err(RefreshSessionError::Disabled),
        }
    }
}
