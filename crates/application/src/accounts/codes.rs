use super::{Accounts, Throttled};
use crate::{Actor, wording};
use std::net::IpAddr;
use xinggen_domain::{
    error::StoreError,
    identity::Identity,
    ports::{Letter, Mail},
    provenance::Digest,
    user::UserStatus,
    verification::{CODE_MINUTES, CodePurpose, PendingCode},
};

/// A code that was sent, if there was anybody to send it to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentCode {
    /// To be sent back together with the code.
    pub request_id: String,
    /// For how many seconds the code holds.
    pub expires_in: u32,
}

/// What somebody sends back to prove that a code reached them.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeAnswer {
    /// The id that the request for the code was answered with.
    pub request_id: String,
    /// The six digits.
    pub code: String,
}

/// Why no code was sent.
#[derive(Debug, thiserror::Error)]
pub enum RequestCodeError {
    /// Codes to confirm are sent to the account's own identities only.
    #[error("this is not an e-mail or phone number of the account")]
    NotOwn,
    /// Too many codes to that target, or from that address.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

super::throttled::from_take_error!(RequestCodeError);

impl Accounts {
    /// Sends a code to somebody who is not signed in. The answer is the same, after the same work, whether or not
    /// there is an account; only when there is one is a code for signing in or for a new password sent.
    ///
    /// # Errors
    /// See [`RequestCodeError`].
    pub async fn request_code(
        &self,
        purpose: CodePurpose,
        identity: &Identity,
        address: Option<IpAddr>,
    ) -> Result<SentCode, RequestCodeError> {
        self.count_code_from(address).await?;
        self.count_code_to(identity).await?;
        let found = self.ports.accounts.find(identity).await?;
        let active = found.is_some_and(|(user, _)| user.status == UserStatus::Active);
        let wanted = match purpose {
            CodePurpose::Register => true,
            CodePurpose::Login | CodePurpose::Reset | CodePurpose::Bind | CodePurpose::Confirm => active,
        };
        Ok(self.send_code(purpose, identity, wanted).await?)
    }

    /// Sends the actor a code: to an identity that is to be bound, or to an own one to confirm something.
    ///
    /// # Errors
    /// See [`RequestCodeError`].
    pub async fn request_own_code(
        &self,
        actor: Actor,
        purpose: CodePurpose,
        identity: &Identity,
        address: Option<IpAddr>,
    ) -> Result<SentCode, RequestCodeError> {
        let user = self.me(actor).await?;
        if purpose == CodePurpose::Confirm && !user.is_some_and(|user| user.has(identity)) {
            return Err(RequestCodeError::NotOwn);
        }
        self.count_code_from(address).await?;
        self.count_code_to(identity).await?;
        Ok(self.send_code(purpose, identity, true).await?)
    }

    async fn send_code(
        &self,
        purpose: CodePurpose,
        identity: &Identity,
        wanted: bool,
    ) -> Result<SentCode, StoreError> {
        let (request_id, request) = self.ports.tokens.new_ticket();
        let code = self.ports.codes.new_code();
        let seal = self.ports.codes.seal(request, purpose, identity, &code);
        let pending = PendingCode::new(request, seal, self.ports.clock.now());
        self.ports.verifications.add(pending).await?;
        if wanted {
            self.ports.postbox.post(letter(purpose, identity, code));
        }
        Ok(SentCode { request_id, expires_in: u32::try_from(CODE_MINUTES * 60).unwrap_or(0) })
    }

    /// Whether a code was sent for this purpose to this identity; takes it.
    pub(super) async fn take_code(
        &self,
        purpose: CodePurpose,
        identity: &Identity,
        answer: &CodeAnswer,
    ) -> Result<bool, StoreError> {
        let (request, seal) = self.sealed(purpose, identity, answer);
        self.ports.verifications.take(request, seal, self.ports.clock.now()).await
    }

    /// Whether a code was sent for this purpose to this identity; leaves it to be taken.
    pub(super) async fn code_holds(
        &self,
        purpose: CodePurpose,
        identity: &Identity,
        answer: &CodeAnswer,
    ) -> Result<bool, StoreError> {
        let (request, seal) = self.sealed(purpose, identity, answer);
        self.ports.verifications.holds(request, seal, self.ports.clock.now()).await
    }

    fn sealed(&self, purpose: CodePurpose, identity: &Identity, answer: &CodeAnswer) -> (Digest, Digest) {
        let request = Digest::of(answer.request_id.as_bytes());
        (request, self.ports.codes.seal(request, purpose, identity, answer.code.trim()))
    }
}

fn letter(purpose: CodePurpose, identity: &Identity, code: String) -> Letter {
    match identity {
        Identity::Phone(phone) => Letter::Sms { phone: phone.clone(), code },
        Identity::Email(email) => {
            let (subject, text) = (wording::code_subject(&code), wording::code_text(purpose, &code));
            Letter::Mail(Mail { to: email.clone(), subject, text })
        }
    }
}
