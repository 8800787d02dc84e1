use super::{Accounts, SignedIn};
use xinggen_domain::{
    error::StoreError,
    user::{UserStatus, normal_email},
};

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// There is no such account, or the password is another. Which of the two is not told, not even by the time
    /// that the answer takes.
    #[error("wrong e-mail or password")]
    WrongCredentials,
    /// The password is right, and the account is shut out.
    #[error("the account is disabled")]
    Disabled,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// Signs somebody in: a new session.
    ///
    /// # Errors
    /// See [`LoginError`].
    pub async fn login(&self, email: &str, password: &str) -> Result<SignedIn, LoginError> {
        let found = match normal_email(email) {
            Some(email) => self.ports.accounts.find_by_email(&email).await?,
            None => None,
        };
        let (user, hash) = found.map_or((None, None), |(user, hash)| (Some(user), hash));
        let right = self.ports.passwords.verify(password, hash.as_ref()).await;
        let user = user.filter(|_| right).ok_or(LoginError::WrongCredentials)?;
        if user.status == UserStatus::Disabled {
            return Err(LoginError::Disabled);
        }
        Ok(self.open_session(user).await?)
    }
}
