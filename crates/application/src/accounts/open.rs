//! Opening sessions. Whether a user may sign in is decided in the transaction that adds the session: a password that
//! was changed or an account that was disabled before it locks the account refuses it, and one after it ends what it
//! added.

use super::{Accounts, LoginError, SignedIn};
use crate::{
    Actor, ProveError,
    noted::entry,
    two_factor::{in_force, use_code},
};
use xinggen_domain::{
    UserId,
    audit::AuditAct,
    error::StoreError,
    identity::Identity,
    ports::TenantTx,
    session::{Device, Session},
    user::{PasswordHash, User, UserStatus},
};

/// What a login has shown when it is known whose account it is for.
pub(super) struct Credentials<'a> {
    /// By what the account was found.
    pub(super) identity: Option<&'a Identity>,
    /// From where.
    pub(super) device: Device,
    /// The hash that the password was right for, where it was a password.
    pub(super) password: Option<&'a PasswordHash>,
    /// A code of the second factor.
    pub(super) second: Option<&'a str>,
}

impl Accounts {
    /// Opens a session for a user whose password or code was right, in one transaction: the account is locked, a code
    /// of the second factor used up where one is in force, and the session added with its proof and its audit entry.
    /// None when the account is not active or its password is another by now.
    pub(super) async fn let_in(
        &self,
        user: UserId,
        shown: Credentials<'_>,
    ) -> Result<Option<SignedIn>, LoginError> {
        let mut tx = self.ports.store.begin(user).await?;
        let Some(user) = lock_active(&mut *tx, shown.password).await? else { return Ok(None) };
        let (tx, proved) = self.second_used(tx, &shown).await?;
        Ok(Some(self.open_session(tx, user, shown.device, proved).await?))
    }

    /// Opens a session without any proof. None when there is no such account or it is not active.
    pub(super) async fn let_in_unproved(
        &self,
        user: UserId,
        device: Device,
    ) -> Result<Option<SignedIn>, StoreError> {
        let mut tx = self.ports.store.begin(user).await?;
        let Some(user) = lock_active(&mut *tx, None).await? else { return Ok(None) };
        Ok(Some(self.open_session(tx, user, device, false).await?))
    }

    /// Checks the second factor, where one is in force, without using its code up. A wrong one counts.
    pub(super) async fn check_second(&self, user: UserId, shown: &Credentials<'_>) -> Result<(), LoginError> {
        let factor = self.ports.store.begin_read(user).await?.second_factors().get().await?;
        if factor.filter(in_force).is_none() {
            return Ok(());
        }
        let tx = self.ports.store.begin(user).await?;
        // Not committed: a right code stays to be used.
        self.second_used(tx, shown).await.map(drop)
    }

    /// Adds a session of an account that this transaction has opened or locked, with its audit entry, and commits.
    pub(super) async fn open_session(
        &self,
        mut tx: Box<dyn TenantTx>,
        user: User,
        device: Device,
        proved: bool,
    ) -> Result<SignedIn, StoreError> {
        let refresh = self.ports.tokens.new_refresh(self.ports.ids.id());
        let (id, now, address) = (refresh.session_id, self.ports.clock.now(), device.address);
        let session = Session::new(id, user.id, refresh.digest, now).from_device(device);
        tx.sessions().add(session).await?;
        if proved {
            tx.sessions().prove(id, now).await?;
        }
        let actor = Some(Actor::new(user.id, user.role_at(now)).coming_from(address));
        tx.audit().add(entry(&self.ports, actor, AuditAct::SignedIn, id.to_string(), String::new())).await?;
        tx.commit().await?;
        Ok(self.signed_in(user, refresh))
    }

    /// Uses up a code of the second factor: the transaction, still open, and whether one was in force. A wrong code is
    /// counted and noted, and that is committed.
    async fn second_used(
        &self,
        mut tx: Box<dyn TenantTx>,
        shown: &Credentials<'_>,
    ) -> Result<(Box<dyn TenantTx>, bool), LoginError> {
        let Some(factor) = tx.second_factors().lock().await?.filter(in_force) else {
            return Ok((tx, false));
        };
        let code = shown.second.ok_or(LoginError::SecondFactorNeeded)?;
        match use_code(&self.ports, &mut *tx, factor, code, |factor| factor).await {
            Ok(()) => Ok((tx, true)),
            Err(ProveError::Wrong) => {
                let address = shown.device.address;
                let (noted, mark) = self.failed_sign_in(shown.identity, address, "wrong_second_factor");
                tx.audit().add_failed_sign_in(noted, mark).await?;
                tx.commit().await?;
                Err(ProveError::Wrong.into())
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// The account, locked until the transaction ends. None when there is none, it is not active, or its password is not the
/// one that is given.
async fn lock_active(
    tx: &mut dyn TenantTx,
    password: Option<&PasswordHash>,
) -> Result<Option<User>, StoreError> {
    let locked = tx.profile().lock().await?.filter(|(user, _)| user.status == UserStatus::Active);
    let locked = locked.filter(|(_, stored)| password.is_none() || stored.as_ref() == password);
    Ok(locked.map(|(user, _)| user))
}
