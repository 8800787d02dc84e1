use super::{Accounts, CodeAnswer, Reauth, ReauthError, Throttled};
use crate::{Actor, noted::entry};
use xinggen_domain::{
    audit::AuditAct,
    error::StoreError,
    identity::{Identity, IdentityKind},
    user::User,
    verification::CodePurpose,
};

/// Why an e-mail or a phone number was not bound.
#[derive(Debug, thiserror::Error)]
pub enum BindIdentityError {
    /// The proof will not do.
    #[error(transparent)]
    Reauth(#[from] ReauthError),
    /// The code that was sent to the new identity is wrong, used or over.
    #[error("wrong code")]
    WrongCode,
    /// Another account has it. Only whoever receives what is sent there learns this.
    #[error("another account has it")]
    Taken(IdentityKind),
    /// Too many wrong codes.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

super::throttled::from_take_error!(BindIdentityError);

/// Why an e-mail or a phone number was not unbound.
#[derive(Debug, thiserror::Error)]
pub enum UnbindIdentityError {
    /// The proof will not do.
    #[error(transparent)]
    Reauth(#[from] ReauthError),
    /// The account has none of that kind.
    #[error("the account has none")]
    NotBound,
    /// Nobody could come in any more without it.
    #[error("the last identity cannot be unbound")]
    LastIdentity,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// Binds an identity, in the place of the one of its kind, by a code that was sent there and a proof of the
    /// account's owner.
    ///
    /// # Errors
    /// See [`BindIdentityError`].
    pub async fn bind_identity(
        &self,
        actor: Actor,
        identity: Identity,
        answer: &CodeAnswer,
        proof: &Reauth,
    ) -> Result<User, BindIdentityError> {
        self.reauthenticate(actor, proof).await?;
        let taken = self.one_proof_of(actor.user_id).await?;
        if !self.take_code(CodePurpose::Bind, &identity, answer).await? {
            return Err(BindIdentityError::WrongCode);
        }
        self.give_back(taken).await?;
        let mark = self.ports.codes.mark(&identity);
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let (mut user, _) = tx.profile().lock().await?.ok_or(ReauthError::Gone)?;
        let kind = identity.kind();
        set(&mut user, kind, Some(identity));
        match tx.profile().save(user.clone()).await {
            Ok(()) => {}
            Err(StoreError::Conflict(_)) => return Err(BindIdentityError::Taken(kind)),
            Err(error) => return Err(error.into()),
        }
        // Noted, so that nobody opens a second account with it, once it is free again, for a second bonus.
        tx.profile().claim(mark, self.ports.clock.now()).await?;
        let about = kind.to_string();
        let noted = entry(&self.ports, Some(actor), AuditAct::IdentityBound, about, String::new());
        tx.audit().add(noted).await?;
        tx.commit().await?;
        Ok(user)
    }

    /// Takes the identity of a kind off the account.
    ///
    /// # Errors
    /// See [`UnbindIdentityError`].
    pub async fn unbind_identity(
        &self,
        actor: Actor,
        kind: IdentityKind,
        proof: &Reauth,
    ) -> Result<User, UnbindIdentityError> {
        let may = |user: &User| {
            let identities = user.identities();
            match identities.iter().any(|identity| identity.kind() == kind) {
                false => Err(UnbindIdentityError::NotBound),
                true if identities.len() == 1 => Err(UnbindIdentityError::LastIdentity),
                true => Ok(()),
            }
        };
        may(&self.me(actor).await?.ok_or(ReauthError::Gone)?)?;
        self.reauthenticate(actor, proof).await?;
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let (mut user, _) = tx.profile().lock().await?.ok_or(ReauthError::Gone)?;
        may(&user)?;
        set(&mut user, kind, None);
        tx.profile().save(user.clone()).await?;
        let about = kind.to_string();
        let noted = entry(&self.ports, Some(actor), AuditAct::IdentityUnbound, about, String::new());
        tx.audit().add(noted).await?;
        tx.commit().await?;
        Ok(user)
    }
}

fn set(user: &mut User, kind: IdentityKind, identity: Option<Identity>) {
    let text = identity.map(|identity| identity.as_str().to_owned());
    match kind {
        IdentityKind::Email => user.email = text,
        IdentityKind::Phone => user.phone = text,
    }
}
