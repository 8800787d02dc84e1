use super::{Accounts, CodeAnswer, Throttled};
use crate::Actor;
use xinggen_domain::{
    error::StoreError,
    identity::Identity,
    ports::HashingBusy,
    user::{PasswordHash, User},
    verification::CodePurpose,
};

/// What somebody who is signed in shows once more before something dangerous is done.
#[derive(Clone, PartialEq, Eq)]
pub enum Reauth {
    /// The current password.
    Password(String),
    /// A code that was sent to an identity of the account.
    Code(Identity, CodeAnswer),
}

/// Why somebody was not believed.
#[derive(Debug, thiserror::Error)]
pub enum ReauthError {
    /// The password is another, or there is none.
    #[error("wrong password")]
    WrongPassword,
    /// The code is wrong, used or over, or was sent elsewhere.
    #[error("wrong code")]
    WrongCode,
    /// The account is gone.
    #[error("the account is gone")]
    Gone,
    /// Too many wrong proofs.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// Too many people sign in just now.
    #[error(transparent)]
    Busy(#[from] HashingBusy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

super::throttled::from_take_error!(ReauthError);

impl Accounts {
    /// Checks that it is the account's owner who asks.
    ///
    /// # Errors
    /// See [`ReauthError`].
    pub async fn check_owner(&self, actor: Actor, proof: &Reauth) -> Result<(), ReauthError> {
        self.reauthenticate(actor, proof).await.map(|_| ())
    }

    /// Checks a proof; the account and its password hash as they were.
    pub(super) async fn reauthenticate(
        &self,
        actor: Actor,
        proof: &Reauth,
    ) -> Result<(User, Option<PasswordHash>), ReauthError> {
        let user = self.me(actor).await?.ok_or(ReauthError::Gone)?;
        let identity = user.identities().into_iter().next().ok_or(ReauthError::Gone)?;
        let (user, hash) = self.ports.accounts.find(&identity).await?.ok_or(ReauthError::Gone)?;
        let taken = self.one_proof_of(user.id).await?;
        let proved = self.proved(&user, hash.as_ref(), proof).await;
        if !matches!(proved, Err(ReauthError::WrongPassword | ReauthError::WrongCode)) {
            self.give_back(taken).await?;
        }
        proved?;
        Ok((user, hash))
    }

    async fn proved(
        &self,
        user: &User,
        hash: Option<&PasswordHash>,
        proof: &Reauth,
    ) -> Result<(), ReauthError> {
        match proof {
            Reauth::Password(password) => {
                let right = self.ports.passwords.verify(password, hash).await?;
                if right { Ok(()) } else { Err(ReauthError::WrongPassword) }
            }
            Reauth::Code(identity, answer) => {
                let right =
                    user.has(identity) && self.take_code(CodePurpose::Confirm, identity, answer).await?;
                if right { Ok(()) } else { Err(ReauthError::WrongCode) }
            }
        }
    }
}
