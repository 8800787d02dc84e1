use crate::{
    Keys,
    access_keys::{AccessKey, AccessRing},
    random::random,
    refresh,
    watched::Watched,
};
use aws_lc_rs::hmac;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use xinggen_domain::{
    SessionId,
    ports::{AccessClaims, PublicKey, RefreshToken, TokenIssuer},
    provenance::Digest,
    time::Timestamp,
};

/// How long an access token holds, in seconds.
const HOLDS: u32 = 600;
/// By how many seconds the clocks of our own machines may differ.
const LEEWAY: i64 = 5;
/// The kind of token that this is (RFC 9068), so that no other kind is ever taken for one.
const ACCESS: &str = "at+jwt";

/// Access tokens are JSON web tokens signed with Ed25519, and no other algorithm is ever accepted; refresh tokens
/// and tickets are random.
///
/// The newest key signs. A token names its key, and is refused when we have none of that name: nothing else in its
/// header says how to check it. Keys that are rotated or retired meanwhile are noticed within a second.
pub struct JwtTokens {
    keys: Arc<Watched<AccessRing>>,
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
    iat: i64,
    nbf: i64,
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
        rules.validate_nbf = false;
        Self {
            keys: Arc::clone(&keys.access),
            rules,
            issuer: issuer.to_owned(),
            audience: audience.to_owned(),
            refresh: keys.refresh.clone(),
        }
    }

    /// What the token says, if its signature is that of a key of ours.
    fn signed(&self, token: &str, now: Timestamp) -> Option<ClaimsBody> {
        let header = decode_header(token).ok()?;
        if header.typ.as_deref() != Some(ACCESS) {
            return None;
        }
        let id = header.kid?;
        let by = |key: &AccessKey| decode::<ClaimsBody>(token, &key.checking, &self.rules).ok();
        let keys = self.keys.at(now);
        let decoded = match keys.find(&id) {
            Some(key) => by(key),
            None => by(self.keys.in_doubt(now).find(&id)?),
        };
        Some(decoded?.claims)
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
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: now.timestamp().saturating_add(HOLDS.into()),
        };
        let keys = self.keys.at(now);
        let key = &keys.newest;
        let header = Header {
            typ: Some(ACCESS.to_owned()),
            kid: Some(key.id.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let signed = encode(&header, &body, &key.signing);
        // The key was read before, so this does not fail. If it ever should, nobody comes in with an empty token.
        let token = signed.inspect_err(|error| tracing::error!(%error, "a token cannot be signed"));
        (token.unwrap_or_default(), HOLDS)
    }

    fn check(&self, token: &str, now: Timestamp) -> Option<AccessClaims> {
        let claims = self.signed(token, now)?;
        let over = now.timestamp() >= claims.exp.saturating_add(LEEWAY);
        let early = now.timestamp() < claims.nbf.saturating_sub(LEEWAY);
        if over || early {
            return None;
        }
        Some(AccessClaims {
            user_id: claims.sub.parse().ok()?,
            session_id: claims.sid.parse().ok()?,
            role: claims.role.parse().ok()?,
        })
    }

    fn public_keys(&self, now: Timestamp) -> Vec<PublicKey> {
        self.keys.at(now).all().map(|key| PublicKey { id: key.id.clone(), bytes: key.public }).collect()
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
