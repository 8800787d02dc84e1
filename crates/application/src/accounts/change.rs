use super::{Accounts, PasswordFault, Reauth, ReauthError};
use crate::{Actor, noted::entry};
use xinggen_domain::{SessionId, audit::AuditAct, error::StoreError, ports::HashingBusy};

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The proof will not do.
    #[error(transparent)]
    Reauth(#[from] ReauthError),
    /// The new password will not do.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// Too many people sign in just now.
    #[error(transparent)]
    Busy(#[from] HashingBusy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// Changes the password, or sets the first one, and ends all other sessions.
    ///
    /// # Errors
    /// See [`ChangePasswordError`].
    pub async fn change_password(
        &self,
        actor: Actor,
        session: SessionId,
        proof: &Reauth,
        password: &str,
    ) -> Result<(), ChangePasswordError> {
        // What will not do is told before the proof is looked at, so that it does not use up a code.
        let user = self.me(actor).await?.ok_or(ReauthError::Gone)?;
        let identities = user.identities();
        let mut about: Vec<&str> = identities.iter().map(|identity| identity.as_str()).collect();
        about.push(&user.name);
        self.check_password(password, &about).await??;
        self.reauthenticate(actor, proof).await?;
        let hash = self.ports.passwords.hash(password).await?;
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        tx.profile().set_password(hash).await?;
        let noted = entry(&self.ports, Some(actor), AuditAct::PasswordChanged, String::new(), String::new());
        tx.audit().add(noted).await?;
        tx.sessions().end_all(Some(session), self.ports.clock.now()).await?;
        tx.commit().await?;
        self.door.forget_all();
        Ok(())
    }
}
