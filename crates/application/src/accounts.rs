//! Accounts: who somebody is, and for how long we believe it.
//!
//! Somebody is found by an [identity](xinggen_domain::identity): an e-mail address or a phone number. What proves that
//! it is theirs is a password, or a code that was sent there. Signing in opens a session. An access token is believed
//! while its session and its user stand, which is looked up at most once a second; a refresh token is checked against
//! its session and the account each time, and used once.
//!
//! What nobody must learn is who has an account. Whoever is unknown gets the same answers after the same work as
//! whoever is known: a login is one verification of a hash, a request for a code is one row and, later, perhaps a
//! letter.

mod admin;
mod attempts;
mod change;
mod codes;
mod door;
mod erase;
mod export;
mod identities;
mod login;
mod login_error;
mod membership;
mod open;
mod password;
mod reauth;
mod recover;
mod refresh;
mod register;
mod sessions;
mod settings;
mod throttle;
mod throttled;
mod tickets;

pub use admin::{ChangeUserError, CreateUser, CreateUserError, NotAdmin, SetPasswordError, UserChange};
pub use change::ChangePasswordError;
pub use codes::{CodeAnswer, RequestCodeError, SentCode};
pub use erase::{CLEAR_MINUTES, EraseAccountError};
pub use export::BeginExportError;
pub use identities::{BindIdentityError, UnbindIdentityError};
pub use login_error::LoginError;
pub use membership::{GrantTerm, Membership, MembershipError};
pub use password::PasswordFault;
pub use reauth::{Reauth, ReauthError};
pub use recover::ResetPasswordError;
pub use refresh::RefreshSessionError;
pub use register::{Register, RegisterError, Registration, SignUp};
pub use sessions::RevokeSessionError;
pub use settings::AccountsSettings;
pub use throttle::Throttles;
pub use throttled::Throttled;
pub use tickets::{IssuedTicket, TICKET_SECONDS};

use crate::{Actor, Ports};
use attempts::Attempts;
use door::Door;
use std::{fmt, sync::Arc};
use xinggen_domain::{
    SessionId,
    error::StoreError,
    ports::{AccessClaims, PublicKey, RefreshToken},
    user::{User, UserStatus},
};

/// Registers people, signs them in and out, and says who shows a token.
#[derive(Clone)]
pub struct Accounts {
    ports: Ports,
    settings: AccountsSettings,
    door: Arc<Door>,
    attempts: Attempts,
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
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports, settings: AccountsSettings) -> Self {
        Self { ports, settings, door: Arc::default(), attempts: Attempts::default() }
    }

    /// Who shows an access token, in which session; none when the token does not hold, its session is over, or its
    /// user is gone or disabled. Whoever signs out or is shut out elsewhere is let in for less than a second more.
    ///
    /// # Errors
    /// The database failed.
    pub async fn authenticate(&self, token: &str) -> Result<Option<(Actor, AccessClaims)>, StoreError> {
        let now = self.ports.clock.now();
        let Some(claims) = self.ports.tokens.check(token, now) else { return Ok(None) };
        let standing = self.door.standing(&*self.ports.sessions, claims.session_id, now).await?;
        let standing = standing.filter(|standing| standing.user_id == claims.user_id && now < standing.until);
        Ok(standing.map(|standing| (Actor::new(claims.user_id, standing.role), claims)))
    }

    /// Whether somebody who was let in before may stay: the session stands, or, without one, the account.
    ///
    /// # Errors
    /// The database failed.
    pub async fn stands(&self, actor: Actor, session: Option<SessionId>) -> Result<bool, StoreError> {
        let Some(session) = session else { return Ok(self.current(actor).await?.is_some()) };
        let now = self.ports.clock.now();
        let standing = self.door.standing(&*self.ports.sessions, session, now).await?;
        Ok(standing.is_some_and(|standing| now < standing.until))
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
        Ok(active.map(|user| Actor { role: user.role_at(self.ports.clock.now()), ..actor }))
    }

    /// The actor's account; none when it is gone.
    ///
    /// # Errors
    /// The database failed.
    pub async fn me(&self, actor: Actor) -> Result<Option<User>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.profile().get().await
    }

    fn signed_in(&self, user: User, refresh: RefreshToken) -> SignedIn {
        let now = self.ports.clock.now();
        let role = user.role_at(now);
        let claims = AccessClaims { user_id: user.id, session_id: refresh.session_id, role };
        let (access_token, expires_in) = self.ports.tokens.issue(claims, now);
        SignedIn { user, access_token, expires_in, refresh_token: refresh.text }
    }
}
