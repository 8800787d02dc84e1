use crate::sync::locked;
use async_trait::async_trait;
use chrono::Duration;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};
use xinggen_domain::{
    AssetId, SessionId, UserId,
    identity::Identity,
    ports::{
        AccessClaims, CodeIssuer, HashingBusy, Letter, LinkSigner, PasswordHasher, PasswordMeter, Postbox,
        PublicKey, RefreshToken, SecretSource, TokenIssuer,
    },
    provenance::Digest,
    time::Timestamp,
    user::PasswordHash,
    verification::CodePurpose,
};

/// Marks passwords instead of hashing them: anybody can read them back, so this is for tests only.
#[derive(Debug, Clone, Copy, Default)]
pub struct FakePasswords;

#[async_trait]
impl PasswordHasher for FakePasswords {
    async fn hash(&self, password: &str) -> Result<PasswordHash, HashingBusy> {
        Ok(PasswordHash(format!("fake:{password}")))
    }

    async fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<bool, HashingBusy> {
        let stored = hash.and_then(|hash| hash.0.strip_prefix("fake:").or(hash.0.strip_prefix("old:")));
        Ok(stored == Some(password))
    }

    /// Hashes that begin with `old:` were made long ago.
    fn is_current(&self, hash: &PasswordHash) -> bool {
        hash.0.starts_with("fake:")
    }
}

/// Finds `password` and whatever the user is called easy to guess, and everything else hard.
#[derive(Debug, Clone, Copy, Default)]
pub struct FakeMeter;

#[async_trait]
impl PasswordMeter for FakeMeter {
    async fn score(&self, password: &str, about: &[&str]) -> Result<u8, HashingBusy> {
        let password = password.to_lowercase();
        let easy = password.contains("password") || about.iter().any(|name| password.trim() == *name);
        Ok(if easy { 0 } else { 4 })
    }
}

/// Makes codes that anybody can foresee: 000001, 000002 and so on. Clones count on together.
#[derive(Debug, Clone, Default)]
pub struct FakeCodes {
    given: Arc<AtomicU64>,
}

impl CodeIssuer for FakeCodes {
    fn new_code(&self) -> String {
        format!("{:06}", self.given.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn seal(&self, request: Digest, purpose: CodePurpose, identity: &Identity, code: &str) -> Digest {
        Digest::of(format!("{request} {purpose} {} {code}", identity.as_str()).as_bytes())
    }

    fn mark(&self, identity: &Identity) -> Digest {
        Digest::of(identity.as_str().as_bytes())
    }
}

/// Keeps letters instead of sending them. Clones are the same box.
#[derive(Clone, Default)]
pub struct FakePostbox {
    letters: Arc<Mutex<Vec<Letter>>>,
}

impl std::fmt::Debug for FakePostbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FakePostbox({} letters)", locked(&self.letters).len())
    }
}

impl FakePostbox {
    /// Takes all letters out.
    #[must_use]
    pub fn take(&self) -> Vec<Letter> {
        std::mem::take(&mut *locked(&self.letters))
    }
}

impl Postbox for FakePostbox {
    fn post(&self, letter: Letter) {
        locked(&self.letters).push(letter);
    }
}

/// For how many seconds a fake access token holds.
const ACCESS_SECONDS: u32 = 900;

/// Writes tokens in the clear, unsigned and foreseeable. Clones count on together.
#[derive(Debug, Clone, Default)]
pub struct FakeTokens {
    given: Arc<AtomicU64>,
}

impl FakeTokens {
    fn count(&self) -> u64 {
        self.given.fetch_add(1, Ordering::Relaxed)
    }
}

fn refresh(session_id: SessionId, secret: &str) -> RefreshToken {
    let text = format!("refresh.{session_id}.{secret}");
    RefreshToken { session_id, digest: Digest::of(text.as_bytes()), text }
}

/// Random bits that anybody could foresee: digests of 0, 1, 2, … Clones count on together.
#[derive(Debug, Clone, Default)]
pub struct FakeSecrets {
    given: Arc<AtomicU64>,
}

impl SecretSource for FakeSecrets {
    fn secret(&self) -> [u8; 32] {
        *Digest::of(&self.given.fetch_add(1, Ordering::Relaxed).to_be_bytes()).as_bytes()
    }
}

impl TokenIssuer for FakeTokens {
    fn issue(&self, claims: AccessClaims, now: Timestamp) -> (String, u32) {
        let until = (now + Duration::seconds(ACCESS_SECONDS.into())).timestamp();
        let AccessClaims { user_id, session_id, role } = claims;
        (format!("access.{user_id}.{session_id}.{}.{until}", role.code()), ACCESS_SECONDS)
    }

    fn check(&self, token: &str, now: Timestamp) -> Option<AccessClaims> {
        let mut parts = token.strip_prefix("access.")?.split('.');
        let claims = AccessClaims {
            user_id: parts.next()?.parse().ok()?,
            session_id: parts.next()?.parse().ok()?,
            role: parts.next()?.parse().ok()?,
        };
        let until: i64 = parts.next()?.parse().ok()?;
        (parts.next().is_none() && now.timestamp() < until).then_some(claims)
    }

    fn public_keys(&self, _now: Timestamp) -> Vec<PublicKey> {
        vec![PublicKey { id: "fake".to_owned(), bytes: [7; 32] }]
    }

    fn new_refresh(&self, session: SessionId) -> RefreshToken {
        refresh(session, &self.count().to_string())
    }

    fn read_refresh(&self, text: &str) -> Option<RefreshToken> {
        let (session, secret) = text.strip_prefix("refresh.")?.split_once('.')?;
        Some(refresh(session.parse().ok()?, secret))
    }

    fn next_refresh(&self, token: &RefreshToken) -> RefreshToken {
        refresh(token.session_id, &format!("after-{}", token.digest))
    }

    fn new_ticket(&self) -> (String, Digest) {
        let text = format!("ticket.{}", self.count());
        let digest = Digest::of(text.as_bytes());
        (text, digest)
    }
}

/// Signs with a digest that anybody can compute.
#[derive(Debug, Clone, Copy, Default)]
pub struct FakeLinks;

impl LinkSigner for FakeLinks {
    fn sign(&self, user: UserId, asset: AssetId, until: Timestamp) -> String {
        Digest::of(format!("{user} {asset} {}", until.timestamp()).as_bytes()).to_string()
    }

    fn check(&self, user: UserId, asset: AssetId, until: Timestamp, signature: &str, now: Timestamp) -> bool {
        now.timestamp() < until.timestamp() && signature == self.sign(user, asset, until)
    }
}
