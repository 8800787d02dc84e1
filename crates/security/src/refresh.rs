//! The text of refresh tokens: `xr_<session id, 32 hexadecimal digits>_<secret, base64url>`.

use aws_lc_rs::hmac;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;
use xinggen_domain::{Id, SessionId, ports::RefreshToken, provenance::Digest};

/// What every token begins with, so that scanners for leaked secrets know one.
const PREFIX: &str = "xr_";
/// How long a token is: the prefix, 32 digits, a line, 43 characters.
const LENGTH: usize = 79;

/// The token of a session with this secret.
pub(crate) fn token(session_id: SessionId, secret: &[u8; 32]) -> RefreshToken {
    let text = format!("{PREFIX}{}_{}", session_id.as_uuid().simple(), BASE64_URL_SAFE_NO_PAD.encode(secret));
    RefreshToken { session_id, text, digest: Digest::of(secret) }
}

/// The token with this text; none when it is not exactly what [`token`] writes.
pub(crate) fn read(text: &str) -> Option<RefreshToken> {
    let (session, secret) = parts(text)?;
    Some(token(session, &secret)).filter(|token| token.text == text)
}

fn parts(text: &str) -> Option<(SessionId, [u8; 32])> {
    let rest = text.strip_prefix(PREFIX).filter(|_| text.len() == LENGTH)?;
    let (session, secret) = rest.split_at_checked(32)?;
    let secret = BASE64_URL_SAFE_NO_PAD.decode(secret.strip_prefix('_')?).ok()?;
    Some((SessionId::from_uuid(Uuid::try_parse(session).ok()?), secret.try_into().ok()?))
}

/// The secret that follows the one of this token. A token that was put together elsewhere and holds no secret is
/// followed by one made from its whole text.
pub(crate) fn next_secret(key: &hmac::Key, token: &RefreshToken) -> [u8; 32] {
    let secret = parts(&token.text).map(|(_, secret)| secret);
    let mut next = hmac::Context::with_key(key);
    next.update(b"refresh");
    next.update(secret.as_ref().map_or(token.text.as_bytes(), |secret| secret));
    let mut bytes = [0; 32];
    bytes.copy_from_slice(next.sign().as_ref());
    bytes
}
