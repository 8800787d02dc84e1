use crate::{
    AssetId, SessionId, UserId,
    error::StoreError,
    identity::Identity,
    provenance::Digest,
    session::{Session, Standing},
    time::Timestamp,
    user::{PasswordHash, Role, User, UserFilter},
};
use async_trait::async_trait;

use super::Page;

/// Finds accounts before it is known whose they are.
#[async_trait]
pub trait AccountDirectory: Send + Sync {
    /// The user with this e-mail (lower case), and the password if one is set.
    async fn find_by_email(&self, email: &str) -> Result<Option<(User, Option<PasswordHash>)>, StoreError>;

    /// The user with this phone number (E.164), and the password if one is set.
    async fn find_by_phone(&self, phone: &str) -> Result<Option<(User, Option<PasswordHash>)>, StoreError>;

    /// The user with this id.
    async fn get(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// Users that fit at this moment, newest first.
    async fn list(
        &self,
        filter: &UserFilter,
        now: Timestamp,
        page: Page<UserId>,
    ) -> Result<Vec<User>, StoreError>;
}

impl dyn AccountDirectory + '_ {
    /// The user with this identity, and the password if one is set.
    ///
    /// # Errors
    /// The database failed.
    pub async fn find(
        &self,
        identity: &Identity,
    ) -> Result<Option<(User, Option<PasswordHash>)>, StoreError> {
        match identity {
            Identity::Email(email) => self.find_by_email(email).await,
            Identity::Phone(phone) => self.find_by_phone(phone).await,
        }
    }
}

/// The tenant's own account row. Opening an account is a transaction of the new tenant.
#[async_trait]
pub trait Profile: Send {
    /// Opens the account of this tenant, with no credits.
    ///
    /// # Errors
    /// [`StoreError::Backend`] when the role is [`Role::Vip`], which is never stored;
    /// [`StoreError::Conflict`] when e-mail or phone is taken, or the account is there already.
    async fn open(&mut self, user: User, password: Option<PasswordHash>) -> Result<(), StoreError>;

    /// The tenant.
    async fn get(&mut self) -> Result<Option<User>, StoreError>;

    /// The tenant with the password, locked until the transaction ends: others that lock it wait.
    async fn lock(&mut self) -> Result<Option<(User, Option<PasswordHash>)>, StoreError>;

    /// Writes everything of the tenant but the password and the time it was made.
    ///
    /// # Errors
    /// [`StoreError::Backend`] when the role is [`Role::Vip`], which is never stored;
    /// [`StoreError::Conflict`] when e-mail or phone is taken, [`StoreError::Stale`] when there is no account.
    async fn save(&mut self, user: User) -> Result<(), StoreError>;

    /// Sets the password.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when there is no account.
    async fn set_password(&mut self, password: PasswordHash) -> Result<(), StoreError>;

    /// Notes that an identity, by its mark, belongs to an account. False when it did so before, to this one or to
    /// another, even if that is long gone: the note is never taken away.
    async fn claim(&mut self, mark: Digest, now: Timestamp) -> Result<bool, StoreError>;

    /// Keeps everybody else who calls this waiting until the transaction ends, whatever their tenant: for whoever changes
    /// who is an administrator. Comes before any other lock.
    async fn lock_roles(&mut self) -> Result<(), StoreError>;

    /// Ends all sessions of the tenant, except one that may be named. Returns how many.
    async fn end_sessions(&mut self, except: Option<SessionId>, now: Timestamp) -> Result<u64, StoreError>;
}

/// Sessions, found by their id before it is known whose they are.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Adds a session.
    async fn add(&self, session: Session) -> Result<(), StoreError>;

    /// A session, whether or not it is over.
    async fn get(&self, id: SessionId) -> Result<Option<Session>, StoreError>;

    /// Writes a session if `expected` is still its stored secret and it has not ended. False, and nothing is
    /// written, otherwise: somebody else refreshed or ended it meanwhile.
    async fn replace(&self, session: Session, expected: Digest) -> Result<bool, StoreError>;

    /// Ends a session; ending one that has ended or is not there changes nothing.
    async fn end(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError>;

    /// A user's sessions that have not ended, newest first; those that idled too long are among them.
    async fn of_user(&self, user: UserId) -> Result<Vec<Session>, StoreError>;

    /// A session together with what its user may do just now; none when either is not there.
    async fn standing(&self, id: SessionId) -> Result<Option<Standing>, StoreError>;
}

/// Who asked for a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketHolder {
    /// The user.
    pub user_id: UserId,
    /// In which session.
    pub session_id: SessionId,
}

/// Tickets that let a listener in once, for clients that cannot send a header.
#[async_trait]
pub trait EventTickets: Send + Sync {
    /// Keeps the digest of a ticket until it is used or over. Forgets those that are over.
    async fn add(
        &self,
        ticket: Digest,
        holder: TicketHolder,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError>;

    /// Takes a ticket: whose it is, once, if it is not over.
    async fn take(&self, ticket: Digest, now: Timestamp) -> Result<Option<TicketHolder>, StoreError>;
}

/// Too many passwords are waiting to be hashed or estimated; in a moment there will be room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are waiting to be checked")]
pub struct HashingBusy;

/// Hashes passwords, off the threads that serve others, and only so many at once. So many more may wait; the rest is
/// refused at once, so that a storm of logins neither fills the memory nor makes anybody wait for long.
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// The hash of a password, with a new salt.
    async fn hash(&self, password: &str) -> Result<PasswordHash, HashingBusy>;

    /// Whether this is the password. Without a hash the answer is no, and takes as long.
    async fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<bool, HashingBusy>;

    /// Whether a hash was made as new ones are made; one that was not should be made anew when its password is known.
    fn is_current(&self, hash: &PasswordHash) -> bool;
}

/// Says how hard a password is to guess: off the threads that serve others, and only so many at once, like a
/// [`PasswordHasher`], because callers need not be signed in.
#[async_trait]
pub trait PasswordMeter: Send + Sync {
    /// From 0, guessed at once, to 4. What the user is called makes a password easier to guess.
    async fn score(&self, password: &str, about: &[&str]) -> Result<u8, HashingBusy>;
}

/// What an access token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessClaims {
    /// Who.
    pub user_id: UserId,
    /// In which session.
    pub session_id: SessionId,
    /// The role when the token was issued; what matters is read from the database.
    pub role: Role,
}

/// A refresh token, as the client keeps it, and the digest that the session keeps.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    /// The session.
    pub session_id: SessionId,
    /// What the client is given.
    pub text: String,
    /// What is stored.
    pub digest: Digest,
}

/// The public half of a key that access tokens are signed with: Ed25519.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// What tokens call it: their `kid`.
    pub id: String,
    /// The point, as RFC 8032 encodes it.
    pub bytes: [u8; 32],
}

/// Issues and checks what clients show to prove who they are.
pub trait TokenIssuer: Send + Sync {
    /// A signed access token and for how many seconds it holds.
    fn issue(&self, claims: AccessClaims, now: Timestamp) -> (String, u32);

    /// What a token says; none when it is forged, over, or of another kind, issuer or audience.
    fn check(&self, token: &str, now: Timestamp) -> Option<AccessClaims>;

    /// The keys that tokens may be signed with, newest first: whoever checks tokens elsewhere needs them.
    fn public_keys(&self, now: Timestamp) -> Vec<PublicKey>;

    /// A refresh token for a new session, from fresh random bits.
    fn new_refresh(&self, session: SessionId) -> RefreshToken;

    /// A refresh token that a client shows; none when it is malformed.
    fn read_refresh(&self, text: &str) -> Option<RefreshToken>;

    /// The token that follows this one: always the same for the same one, and not to be guessed from it.
    fn next_refresh(&self, token: &RefreshToken) -> RefreshToken;

    /// A random ticket: its text, and what is stored: [`Digest::of`] the text's bytes.
    fn new_ticket(&self) -> (String, Digest);
}

/// Signs links to stored files, for clients that cannot send a header.
pub trait LinkSigner: Send + Sync {
    /// The signature of a link to an asset of a user that holds until `until` (whole seconds count).
    fn sign(&self, user: UserId, asset: AssetId, until: Timestamp) -> String;

    /// Whether the signature is right and the link not over.
    fn check(&self, user: UserId, asset: AssetId, until: Timestamp, signature: &str, now: Timestamp) -> bool;
}

/// Random bits that nobody can guess.
pub trait SecretSource: Send + Sync {
    /// 32 fresh bytes.
    fn secret(&self) -> [u8; 32];
}
