//! Every way to forge an access token.

use crate::{
    access::{body, claims, header, our_key, signed, tokens},
    fresh::{ACCESS_KEY, PUBLIC, THUMBPRINT, at},
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use xinggen_domain::ports::TokenIssuer;
use xinggen_security::{KeySource, Keys};

/// A token with this header over our body, with the signature that our key makes of the two.
fn with_header(header: &Value) -> String {
    let parts = [header, &body()].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string()));
    let message = parts.join(".");
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &our_key(), Algorithm::EdDSA);
    format!("{message}.{}", signature.expect("a signature"))
}

#[test]
fn what_the_forgers_start_from_is_accepted() {
    assert_eq!(tokens().check(&signed(&body()), at(0)), Some(claims()));
    let plain = with_header(&json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": THUMBPRINT }));
    assert_eq!(tokens().check(&plain, at(0)), Some(claims()));
}

#[test]
fn a_token_of_another_type_is_refused() {
    for typ in [json!("JWT"), json!("refresh+jwt"), json!("id+jwt"), json!(""), json!("at+jwt "), Value::Null]
    {
        let token = with_header(&json!({ "alg": "EdDSA", "typ": typ.clone(), "kid": THUMBPRINT }));
        assert_eq!(tokens().check(&token, at(0)), None, "{typ}");
    }
    let token = with_header(&json!({ "alg": "EdDSA", "kid": THUMBPRINT }));
    assert_eq!(tokens().check(&token, at(0)), None, "without a type");
}

#[test]
fn a_token_that_names_no_key_of_ours_is_refused() {
    for kid in [json!("unknown"), json!(""), json!(PUBLIC), json!("../access.pem"), json!(1), Value::Null] {
        let token = with_header(&json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": kid.clone() }));
        assert_eq!(tokens().check(&token, at(0)), None, "{kid}");
    }
    let token = with_header(&json!({ "alg": "EdDSA", "typ": "at+jwt" }));
    assert_eq!(tokens().check(&token, at(0)), None, "without a key");
}

#[test]
fn no_other_algorithm_is_accepted() {
    let public = BASE64_URL_SAFE_NO_PAD.decode(PUBLIC).expect("base64");
    let public_pem = format!(
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA{}\n-----END PUBLIC KEY-----\n",
        BASE64_STANDARD.encode(&public)
    );
    let secrets = [public.as_slice(), public_pem.as_bytes(), PUBLIC.as_bytes(), ACCESS_KEY.as_bytes(), b""];
    for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
        for secret in secrets {
            let forged =
                encode(&Header { alg: algorithm, ..header() }, &body(), &EncodingKey::from_secret(secret));
            assert_eq!(tokens().check(&forged.expect("a token"), at(0)), None, "{algorithm:?}");
        }
    }
    let (token, _) = tokens().issue(claims(), at(0));
    let (_, rest) = token.split_once('.').expect("three parts");
    let (payload, signature) = rest.split_once('.').expect("three parts");
    for algorithm in ["none", "None", "NONE", "", "HS256", "RS256", "ES256", "Ed25519", "eddsa"] {
        let header = json!({ "typ": "at+jwt", "alg": algorithm, "kid": THUMBPRINT }).to_string();
        let header = BASE64_URL_SAFE_NO_PAD.encode(header);
        for signature in ["", signature] {
            let forged = format!("{header}.{payload}.{signature}");
            assert_eq!(tokens().check(&forged, at(0)), None, "{algorithm:?}");
        }
    }
}

#[test]
fn a_key_in_the_header_is_not_listened_to() {
    let folder = tempfile::tempdir().expect("a folder");
    Keys::load(&KeySource::folder(folder.path())).expect("keys");
    let theirs = std::fs::read(folder.path().join("keys/access.pem")).expect("a key");
    let theirs = pem::parse(theirs).expect("a key");
    let key = EncodingKey::from_ed_der(theirs.contents());
    let elsewhere = Some("https://other.example/keys".to_owned());
    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "x": PUBLIC });
    let jwk: jsonwebtoken::jwk::Jwk = serde_json::from_value(jwk).expect("a key");
    let pointing = [
        Header { jku: elsewhere.clone(), ..header() },
        Header { x5u: elsewhere, ..header() },
        Header { jwk: Some(jwk), ..header() },
        Header { x5c: Some(vec![BASE64_STANDARD.encode("certificate")]), ..header() },
    ];
    for header in pointing {
        let forged = encode(&header, &body(), &key).expect("a token");
        assert_eq!(tokens().check(&forged, at(0)), None, "{header:?}");
        let ours = encode(&header, &body(), &our_key()).expect("a token");
        assert_eq!(tokens().check(&ours, at(0)), Some(claims()), "it changes nothing for ours: {header:?}");
    }
}
