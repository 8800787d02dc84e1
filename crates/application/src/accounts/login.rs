use super::{Accounts, CodeAnswer, SignedIn, Throttled, attempts::Taken, throttle::TakeError};
use crate::{Actor, ProveError, TwoFactor, noted::entry};
use std::net::IpAddr;
use xinggen_domain::{
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    identity::Identity,
    ports::HashingBusy,
    session::Device,
    user::{PasswordHash, User, UserStatus},
    verification::CodePurpose,
};

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// There is no such account, or the password is another. Which of the two is not told, not even by the time
    /// that the answer takes.
    #[error("wrong e-mail, phone number or password")]
    WrongCredentials,
    /// The code is wrong, used or over, or there is no such account.
    #[error("wrong code")]
    WrongCode,
    /// The password or the code is right, and a code of the second factor is needed besides.
    #[error("a code of the second factor is needed")]
    SecondFactorNeeded,
    /// The password or the code is right, and that of the second factor is not.
    #[error(transparent)]
    SecondFactor(#[from] ProveError),
    /// The password or the code is right, and the account is shut out.
    #[error("the account is disabled")]
    Disabled,
    /// Too many failed logins.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// Too many people sign in just now.
    #[error(transparent)]
    Busy(#[from] HashingBusy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// Signs somebody in by password: a new session. Text that is no identity is one that nobody has.
    ///
    /// With a second factor in force a code of it is needed, too, and counts as a proof in the new session.
    ///
    /// Only what fails counts in the throttles of its address and of its account
    /// ([`attempts`](super::attempts)); what was never tried, because too many others are waiting, does not.
    ///
    /// # Errors
    /// See [`LoginError`].
    pub async fn login(
        &self,
        identity: Option<&Identity>,
        password: &str,
        device: Device,
        second: Option<&str>,
    ) -> Result<SignedIn, LoginError> {
        let taken = self.one_login(device.address, identity).await?;
        let found = match identity {
            Some(identity) => self.ports.accounts.find(identity).await?,
            None => None,
        };
        let (user, hash) = found.map_or((None, None), |(user, hash)| (Some(user), hash));
        let verified = self.ports.passwords.verify(password, hash.as_ref()).await;
        let user = user.filter(|_| verified == Ok(true));
        if user.is_some() || verified.is_err() {
            for taken in taken {
                self.give_back(taken).await?;
            }
        }
        verified?;
        let Some(user) = user else {
            self.note_failure(identity, device.address, "wrong_credentials").await?;
            return Err(LoginError::WrongCredentials);
        };
        if user.status != UserStatus::Active {
            self.note_failure(identity, device.address, "disabled").await?;
            return Err(LoginError::Disabled);
        }
        let hash = match hash {
            Some(hash) if !self.ports.passwords.is_current(&hash) => {
                Some(self.rehash(&user, password, hash).await?)
            }
            current => current,
        };
        let second = self.second_proved(&user, identity, device.address, second).await?;
        self.let_in(user, device, second, hash.as_ref()).await?.ok_or(LoginError::WrongCredentials)
    }

    /// Signs somebody in by a code that was sent to them: a new session. A second factor in force is asked for, too;
    /// the code is used up once both are right, so that whoever is asked need not ask for another code.
    ///
    /// # Errors
    /// See [`LoginError`].
    pub async fn login_with_code(
        &self,
        identity: &Identity,
        answer: &CodeAnswer,
        device: Device,
        second: Option<&str>,
    ) -> Result<SignedIn, LoginError> {
        let from = self.one_login_from(device.address).await?;
        if !self.code_holds(CodePurpose::Login, identity, answer).await? {
            self.note_failure(Some(identity), device.address, "wrong_code").await?;
            return Err(LoginError::WrongCode);
        }
        self.give_back(from).await?;
        let found = self.ports.accounts.find(identity).await?;
        let (user, _) = found.ok_or(LoginError::WrongCode)?;
        if user.status != UserStatus::Active {
            self.note_failure(Some(identity), device.address, "disabled").await?;
            return Err(LoginError::Disabled);
        }
        let second = self.second_proved(&user, Some(identity), device.address, second).await?;
        if !self.take_code(CodePurpose::Login, identity, answer).await? {
            return Err(LoginError::WrongCode);
        }
        self.let_in(user, device, second, None).await?.ok_or(LoginError::WrongCode)
    }

    /// An attempt to sign in by password, in all its throttles.
    async fn one_login(
        &self,
        address: Option<IpAddr>,
        identity: Option<&Identity>,
    ) -> Result<Vec<Taken>, TakeError> {
        let from = self.one_login_from(address).await?;
        let Some(identity) = identity else { return Ok(vec![from]) };
        match self.one_login_of(identity).await {
            Ok(of) => Ok(vec![from, of]),
            Err(refused) => {
                self.give_back(from).await?;
                Err(refused)
            }
        }
    }

    /// Has the second factor proved by this code; false when none is in force.
    async fn second_proved(
        &self,
        user: &User,
        identity: Option<&Identity>,
        address: Option<IpAddr>,
        code: Option<&str>,
    ) -> Result<bool, LoginError> {
        let factor = self.ports.second_factors.get(user.id).await?;
        if factor.is_none_or(|factor| factor.confirmed_at.is_none()) {
            return Ok(false);
        }
        let code = code.ok_or(LoginError::SecondFactorNeeded)?;
        let actor = Actor::new(user.id, user.role_at(self.ports.clock.now()));
        let proved = TwoFactor::new(self.ports.clone(), false).check(actor, code).await;
        if let Err(ProveError::Wrong) = proved {
            self.note_failure(identity, address, "wrong_second_factor").await?;
        }
        proved?;
        Ok(true)
    }

    /// Opens a session, in which the second factor may be proved already. None when the account was shut out or its
    /// password changed meanwhile.
    async fn let_in(
        &self,
        user: User,
        device: Device,
        second: bool,
        password: Option<&PasswordHash>,
    ) -> Result<Option<SignedIn>, LoginError> {
        let Some((signed_in, session)) = self.open_session(user, device, password).await? else {
            return Ok(None);
        };
        if second {
            let now = self.ports.clock.now();
            self.ports.second_factors.prove(signed_in.user.id, session, now).await?;
        }
        Ok(Some(signed_in))
    }

    /// Notes that somebody failed to sign in, under the mark of whom they said to be: the same work whether or not there
    /// is such an account.
    async fn note_failure(
        &self,
        identity: Option<&Identity>,
        address: Option<IpAddr>,
        reason: &str,
    ) -> Result<(), StoreError> {
        let kind = identity.map_or_else(String::new, |identity| identity.kind().to_string());
        let noted = entry(&self.ports, None, AuditAct::SignInFailed, kind, reason.to_owned());
        let mark = identity.map(|identity| self.ports.codes.mark(identity));
        self.ports.audit.add(AuditEntry { address, ..noted }, mark).await
    }

    /// Stores a password that was hashed as it was done long ago in today's way, unless it was changed meanwhile. The
    /// hash of it that is stored then; the old one, which is stored no more, when the password is another now.
    async fn rehash(
        &self,
        user: &User,
        password: &str,
        old: PasswordHash,
    ) -> Result<PasswordHash, LoginError> {
        // Another time will do as well, when there are others waiting.
        let Ok(new) = self.ports.passwords.hash(password).await else { return Ok(old) };
        let mut tx = self.ports.store.begin(user.id).await?;
        let stored = tx.profile().lock().await?.and_then(|(_, stored)| stored);
        if stored.as_ref() == Some(&old) {
            tx.profile().set_password(new.clone()).await?;
            tx.commit().await?;
            return Ok(new);
        }
        drop(tx);
        // Another login may have done the same just now.
        let same = self.ports.passwords.verify(password, stored.as_ref()).await?;
        Ok(stored.filter(|_| same).unwrap_or(old))
    }
}
