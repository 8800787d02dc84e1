use super::{Accounts, CodeAnswer, LoginError, SignedIn, open::Credentials};
use crate::noted::entry;
use std::net::IpAddr;
use xinggen_domain::{
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    identity::Identity,
    provenance::Digest,
    session::Device,
    user::{PasswordHash, User, UserStatus},
    verification::CodePurpose,
};

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
            self.give_back(taken).await?;
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
        let shown = Credentials { identity, device, password: hash.as_ref(), second };
        self.let_in(user.id, shown).await?.ok_or(LoginError::WrongCredentials)
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
        let shown = Credentials { identity: Some(identity), device, password: None, second };
        self.check_second(user.id, &shown).await?;
        if !self.take_code(CodePurpose::Login, identity, answer).await? {
            return Err(LoginError::WrongCode);
        }
        self.let_in(user.id, shown).await?.ok_or(LoginError::WrongCode)
    }

    /// Notes a failed sign-in, under the mark of the identity that was given: the same work whether or not there
    /// is such an account.
    async fn note_failure(
        &self,
        identity: Option<&Identity>,
        address: Option<IpAddr>,
        reason: &str,
    ) -> Result<(), StoreError> {
        let (noted, mark) = self.failed_sign_in(identity, address, reason);
        self.ports.audit.add(noted, mark).await
    }

    /// The entry of a failed sign-in, and the mark of the identity that was used.
    pub(super) fn failed_sign_in(
        &self,
        identity: Option<&Identity>,
        address: Option<IpAddr>,
        reason: &str,
    ) -> (AuditEntry, Option<Digest>) {
        let kind = identity.map_or_else(String::new, |identity| identity.kind().to_string());
        let noted = entry(&self.ports, None, AuditAct::SignInFailed, kind, reason.to_owned());
        let mark = identity.map(|identity| self.ports.codes.mark(identity));
        (AuditEntry { address, ..noted }, mark)
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
