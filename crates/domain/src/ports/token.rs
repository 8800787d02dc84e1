use crate::{SessionId, UserId, provenance::Digest, time::Timestamp, user::Role};

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

    /// The keys that tokens may be signed with, newest first: services that check tokens elsewhere need them.
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
