//! Accounts: who somebody is, and for how long we believe it.
//!
//! Signing in opens a session. An access token is believed for as long as it says, by its signature alone; a
//! refresh token is checked against its session and the account each time, and used once.

mod login;
mod refresh;
mod register;
mod tickets;

pub use login::LoginError;
pub use refresh::RefreshSessionError;
pub use register::{PasswordFault, Register, RegisterError, SignUp};
pub use tickets::{IssuedTicket, TICKET_SECONDS};

use crate::{Actor, Ports};
use std::fmt;
use xinggen_domain::{
    SessionId,
    error::StoreError,
    ports::{AccessClaims, PublicKey, RefreshToken},
    session::Session,
    user::{User, UserStatus},
};

/// Registers people, signs them in and out, and says who shows a token.
#[derive(Clone)]
pub struct Accounts {
    ports: Ports,
    sign_up: SignUp,
}

/// Somebody who has just come in, and what to show from now on.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub user: User,
    /// Shown with each request.
    pub access_token: String,
    /// For how many seconds it holds.
    pub expires_in: u32,
    /// Exchanged, once, for the next pair.
    pub refresh_token: String,
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn").field("user", &self.user.id).finish_non_exhaustive()
    }
}

impl Accounts {
    /// Over these ports; `sign_up` is what a new account begins with.
    #[must_use]
    pub fn new(ports: Ports, sign_up: SignUp) -> Self {
        Self { ports, sign_up }
    }

    /// What an access token says, if it holds. Nothing is looked up: who signed out or was shut out meanwhile is
    /// believed until the token is over.
    #[must_use]
    pub fn authenticate(&self, token: &str) -> Option<AccessClaims> {
        self.ports.tokens.check(token, self.ports.clock.now())
    }

    /// The keys that access tokens may be signed with just now, newest first.
    #[must_use]
    pub fn public_keys(&self) -> Vec<PublicKey> {
        self.ports.tokens.public_keys(self.ports.clock.now())
    }

    /// The actor with the role that the account has now; none when the account is gone or disabled.
    ///
    /// # Errors
    /// The database failed.
    pub async fn current(&self, actor: Actor) -> Result<Option<Actor>, StoreError> {
        let user = self.ports.accounts.get(actor.user_id).await?;
        let active = user.filter(|user| user.status == UserStatus::Active);
        Ok(active.map(|user| Actor { user_id: user.id, role: user.role }))
    }

    /// The actor's account; none when it is gone.
    ///
    /// # Errors
    /// The database failed.
    pub async fn me(&self, actor: Actor) -> Result<Option<User>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.profile().get().await
    }

    /// Ends a session: its refresh token is refused from now on. Ending it again changes nothing.
    ///
    /// # Errors
    /// The database failed.
    pub async fn logout(&self, session: SessionId) -> Result<(), StoreError> {
        self.ports.sessions.end(session, self.ports.clock.now()).await
    }

    /// Opens a session for somebody who has proved who they are.
    async fn open_session(&self, user: User) -> Result<SignedIn, StoreError> {
        let refresh = self.ports.tokens.new_refresh(self.ports.ids.id());
        let now = self.ports.clock.now();
        let session = Session::new(refresh.session_id, user.id, refresh.digest, now);
        self.ports.sessions.add(session).await?;
        Ok(self.signed_in(user, refresh))
    }

    fn signed_in(&self, user: User, refresh: RefreshToken) -> SignedIn {
        let claims = AccessClaims { user_id: user.id, session_id: refresh.session_id, role: user.role };
        let (access_token, expires_in) = self.ports.tokens.issue(claims, self.ports.clock.now());
        SignedIn { user, access_token, expires_in, refresh_token: refresh.text }
    }
}
