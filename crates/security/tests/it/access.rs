//! Access tokens: what they say, how long they hold, and whose they are. `forged` has the ways to forge one.

use crate::fresh::{ACCESS_KEY, THUMBPRINT, at, id, known};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use xinggen_domain::{
    ports::{AccessClaims, TokenIssuer},
    user::Role,
};
use xinggen_security::{JwtTokens, KeySource, Keys};

pub(crate) const ISSUER: &str = "https://xinggen.example";
pub(crate) const AUDIENCE: &str = "xinggen";

pub(crate) fn tokens() -> JwtTokens {
    JwtTokens::new(&known(), ISSUER, AUDIENCE)
}

pub(crate) fn claims() -> AccessClaims {
    AccessClaims { user_id: id(1), session_id: id(2), role: Role::Vip }
}

pub(crate) fn body() -> Value {
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": id::<xinggen_domain::UserId>(1).to_string(),
        "sid": id::<xinggen_domain::SessionId>(2).to_string(), "role": "vip",
        "iat": at(0).timestamp(), "nbf": at(0).timestamp(), "exp": at(600).timestamp(),
    })
}

pub(crate) fn our_key() -> EncodingKey {
    EncodingKey::from_ed_der(pem::parse(ACCESS_KEY).expect("a key").contents())
}

/// The header that we write.
pub(crate) fn header() -> Header {
    Header {
        typ: Some("at+jwt".to_owned()),
        kid: Some(THUMBPRINT.to_owned()),
        ..Header::new(Algorithm::EdDSA)
    }
}

/// A token with this body that is signed with our own key.
pub(crate) fn signed(body: &Value) -> String {
    encode(&header(), body, &our_key()).expect("a token")
}

fn part(token: &str, at: usize) -> Value {
    let part = token.split('.').nth(at).expect("a part");
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("JSON")
}

#[test]
fn a_token_says_who_until_when_and_by_which_key() {
    let (token, holds) = tokens().issue(claims(), at(0));
    assert_eq!(holds, 600);
    assert_eq!(tokens().check(&token, at(0)), Some(claims()));
    assert_eq!(part(&token, 0), json!({"typ": "at+jwt", "alg": "EdDSA", "kid": THUMBPRINT}));
    assert_eq!(part(&token, 1), body());
    assert_eq!(tokens().check(&signed(&body()), at(0)), Some(claims()), "what the forgers below start from");
}

#[test]
fn every_role_comes_back() {
    for role in Role::ALL {
        let claims = AccessClaims { role: *role, ..claims() };
        let (token, _) = tokens().issue(claims, at(0));
        assert_eq!(tokens().check(&token, at(1)), Some(claims));
    }
}

#[test]
fn a_token_ends_by_the_time_that_is_given() {
    let (token, _) = tokens().issue(claims(), at(0));
    for (second, holds) in [(599, true), (604, true), (605, false), (1_000_000, false)] {
        assert_eq!(tokens().check(&token, at(second)).is_some(), holds, "after {second} s");
    }
    for (second, holds) in [(-5, true), (-6, false), (-1_000_000, false)] {
        assert_eq!(tokens().check(&token, at(second)).is_some(), holds, "{second} s before");
    }
    // Long ago for the clock of this machine, yet not for the one that counts.
    let (old, _) = tokens().issue(claims(), at(-1_000_000_000));
    assert!(tokens().check(&old, at(-999_999_500)).is_some());
}

#[test]
fn any_changed_character_breaks_a_token() {
    let (token, _) = tokens().issue(claims(), at(0));
    for place in 0..token.len() {
        for other in ["A", "B", ".", "=", ""] {
            let changed = format!("{}{other}{}", &token[..place], &token[place + 1..]);
            let refused = changed == token || tokens().check(&changed, at(0)).is_none();
            assert!(refused, "{other:?} at {place}");
        }
    }
    for longer in [format!("{token}A"), format!("{token}.A"), format!(" {token}"), format!("Bearer {token}")]
    {
        assert_eq!(tokens().check(&longer, at(0)), None, "{longer}");
    }
    for nothing in ["", ".", "..", "...", "a.b.c"] {
        assert_eq!(tokens().check(nothing, at(0)), None, "{nothing:?}");
    }
}

#[test]
fn tokens_of_others_are_refused() {
    let (token, _) = tokens().issue(claims(), at(0));
    let other = |issuer, audience| JwtTokens::new(&known(), issuer, audience).check(&token, at(0));
    assert_eq!(other("https://other.example", AUDIENCE), None);
    assert_eq!(other(ISSUER, "other"), None);
    assert!(other(ISSUER, AUDIENCE).is_some());
    let folder = tempfile::tempdir().expect("a folder");
    let keys = Keys::load(&KeySource::folder(folder.path())).expect("keys");
    assert_eq!(JwtTokens::new(&keys, ISSUER, AUDIENCE).check(&token, at(0)), None);
}

#[test]
fn a_body_that_we_would_not_write_is_refused_even_with_our_signature() {
    let wrong = [
        ("iss", json!("https://other.example")),
        ("iss", json!([ISSUER, "https://other.example"])),
        ("aud", json!("other")),
        ("aud", json!(["other", AUDIENCE])),
        ("sub", json!("somebody")),
        ("sid", json!(2)),
        ("role", json!("root")),
        ("exp", json!("1800000600")),
        ("exp", json!(i64::MIN)),
        ("nbf", json!("1800000000")),
        ("nbf", json!(at(6).timestamp())),
        ("nbf", json!(i64::MAX)),
    ];
    for (name, value) in wrong {
        let mut body = body();
        body[name] = value.clone();
        assert_eq!(tokens().check(&signed(&body), at(0)), None, "{name}: {value}");
    }
    for name in ["iss", "aud", "sub", "sid", "role", "iat", "nbf", "exp"] {
        let mut body = body();
        body.as_object_mut().expect("an object").remove(name);
        assert_eq!(tokens().check(&signed(&body), at(0)), None, "without {name}");
    }
    let mut endless = body();
    endless["exp"] = json!(i64::MAX);
    assert!(tokens().check(&signed(&endless), at(0)).is_some(), "no overflow");
}
