use crate::{Keys, random::random, refresh};
use aws_lc_rs::hmac;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use xinggen_domain::{
    SessionId,
    ports::{AccessClaims, RefreshToken, TokenIssuer},
    provenance::Digest,
    time::Timestamp,
};

/// How long an access token holds, in seconds.
const HOLDS: u32 = 600;
/// By how many seconds the clocks of our own machines may differ.
const LEEWAY: i64 = 5;
/// The kind of token that this is, so that no other kind is ever taken for one.
const ACCESS: &str = "access";

/// Access tokens are JSON web tokens signed with Ed25519, and no other algorithm is ever accepted; refresh tokens
/// and tickets are random.
pub struct JwtTokens {
    header: Header,
    signing: EncodingKey,
    checking: DecodingKey,
    rules: Validation,
    issuer: String,
    audience: String,
    refresh: hmac::Key,
}

/// The claims of an access token, by their registered names. A token that lacks one is refused.
#[derive(Serialize, Deserialize)]
struct ClaimsBody {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    role: String,
    typ: String,
    iat: i64,
    exp: i64,
}

impl JwtTokens {
    /// Tokens by this issuer for this audience; those of others are refused.
    #[must_use]
    pub fn new(keys: &Keys, issuer: &str, audience: &str) -> Self {
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[issuer]);
        rules.set_audience(&[audience]);
        // The library would ask the clock of the machine; we compare with the time that we are given.
        rules.validate_exp = false;
        Self {
            header: Header { kid: Some(keys.access.id.clone()), ..Header::new(Algorithm::EdDSA) },
            signing: EncodingKey::from_ed_der(&keys.access.pkcs8),
            checking: DecodingKey::from_ed_der(&keys.access.public),
            rules,
            issuer: issuer.to_owned(),
            audience: audience.to_owned(),
            refresh: keys.refresh.clone(),
        }
    }
}

impl TokenIssuer for JwtTokens {
    fn issue(&self, claims: AccessClaims, now: Timestamp) -> (String, u32) {
        let body = ClaimsBody {
            iss: self.issuer.clone(),
            aud: self.audience.clone(),
            sub: claims.user_id.to_string(),
            sid: claims.session_id.to_string(),
            role: claims.role.code().to_owned(),
            typ: ACCESS.to_owned(),
            iat: now.timestamp(),
            exp: now.timestamp().saturating_add(HOLDS.into()),
        };
        let signed = encode(&self.header, &body, &self.signing);
        // The key was read before, so this does not fail. If it ever should, nobody comes in with an empty token.
        let token = signed.inspect_err(|error| tracing::error!(%error, "a token cannot be signed"));
        (token.unwrap_or_default(), HOLDS)
    }

    fn check(&self, token: &str, now: Timestamp) -> Option<AccessClaims> {
        let claims = decode::<ClaimsBody>(token, &self.checking, &self.rules).ok()?.claims;
        if claims.typ != ACCESS || now.timestamp() >= claims.exp.saturating_add(LEEWAY) {
            return None;
        }
        Some(AccessClaims {
            user_id: claims.sub.parse().ok()?,
            session_id: claims.sid.parse().ok()?,
            role: claims.role.parse().ok()?,
        })
    }

    fn new_refresh(&self, session: SessionId) -> RefreshToken {
        refresh::token(session, &random())
    }

    fn read_refresh(&self, text: &str) -> Option<RefreshToken> {
        refresh::read(text)
    }

    fn next_refresh(&self, token: &RefreshToken) -> RefreshToken {
        refresh::token(token.session_id, &refresh::next_secret(&self.refresh, token))
    }

    fn new_ticket(&self) -> (String, Digest) {
        let text = BASE64_URL_SAFE_NO_PAD.encode(random());
        let digest = Digest::of(text.as_bytes());
        (text, digest)
    }
}
