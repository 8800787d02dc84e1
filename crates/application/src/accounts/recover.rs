use super::{Accounts, CodeAnswer, PasswordFault, Throttled};
use crate::noted::entry;
use std::net::IpAddr;
use xinggen_domain::{
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    identity::Identity,
    ports::HashingBusy,
    user::UserStatus,
    verification::CodePurpose,
};

/// Why a forgotten password was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum ResetPasswordError {
    /// The code is wrong, used or over, or there is no such account.
    #[error("wrong code")]
    WrongCode,
    /// The new password will not do.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// The code is right, and the account is shut out.
    #[error("the account is disabled")]
    Disabled,
    /// Too many wrong codes.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// Too many people sign in just now.
    #[error(transparent)]
    Busy(#[from] HashingBusy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

super::throttled::from_take_error!(ResetPasswordError);

impl Accounts {
    /// Sets a new password for somebody who has forgotten the old one, by a code that was sent to them, and ends
    /// all sessions.
    ///
    /// # Errors
    /// See [`ResetPasswordError`].
    pub async fn reset_password(
        &self,
        identity: &Identity,
        answer: &CodeAnswer,
        password: &str,
        address: Option<IpAddr>,
    ) -> Result<(), ResetPasswordError> {
        self.check_password(password, &[identity.as_str()]).await??;
        let from = self.one_login_from(address).await?;
        if !self.take_code(CodePurpose::Reset, identity, answer).await? {
            return Err(ResetPasswordError::WrongCode);
        }
        self.give_back(from).await?;
        let (user, _) = self.ports.accounts.find(identity).await?.ok_or(ResetPasswordError::WrongCode)?;
        if user.status != UserStatus::Active {
            return Err(ResetPasswordError::Disabled);
        }
        let hash = self.ports.passwords.hash(password).await?;
        let mut tx = self.ports.store.begin(user.id).await?;
        tx.profile().set_password(hash).await?;
        let noted = entry(&self.ports, None, AuditAct::PasswordReset, String::new(), String::new());
        tx.audit().add(AuditEntry { address, ..noted }).await?;
        tx.sessions().end_all(None, self.ports.clock.now()).await?;
        tx.commit().await?;
        self.door.forget_all();
        Ok(())
    }
}
