//! Refresh tokens and tickets.

use crate::fresh::{SECRET, id, known, with_secret};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use proptest::prelude::*;
use std::collections::BTreeSet;
use xinggen_domain::{
    Id, SessionId,
    ports::{RefreshToken, TokenIssuer},
    provenance::Digest,
};
use xinggen_security::{JwtTokens, KeySource, Keys};

fn tokens() -> JwtTokens {
    JwtTokens::new(&known(), "issuer", "audience")
}

fn secret(token: &RefreshToken) -> Vec<u8> {
    BASE64_URL_SAFE_NO_PAD.decode(&token.text[36..]).expect("base64")
}

#[track_caller]
fn same(one: &RefreshToken, other: &RefreshToken) {
    assert!(one == other, "{} and {}", one.text, other.text);
}

#[test]
fn a_token_names_its_session_and_is_kept_by_its_digest() {
    let session: SessionId = id(0x0192_0000_0000_7000_8000_0000_0000_00ab);
    let token = tokens().new_refresh(session);
    assert!(token.text.starts_with("xr_019200000000700080000000000000ab_"), "{}", token.text);
    assert_eq!(secret(&token).len(), 32);
    assert!(token.digest == Digest::of(&secret(&token)));
    same(&tokens().read_refresh(&token.text).expect("well-formed"), &token);
}

#[test]
fn the_next_token_is_always_the_same_and_never_an_earlier_one() {
    let mut token = tokens().new_refresh(id(1));
    let mut seen = BTreeSet::from([token.text.clone()]);
    for _ in 0..20 {
        let next = tokens().next_refresh(&token);
        same(&next, &tokens().next_refresh(&tokens().read_refresh(&token.text).expect("well-formed")));
        assert!(next.session_id == token.session_id && next.digest == Digest::of(&secret(&next)));
        same(&tokens().read_refresh(&next.text).expect("well-formed"), &next);
        assert!(seen.insert(next.text.clone()), "{} again", next.text);
        token = next;
    }
}

#[test]
fn without_the_secret_of_the_server_the_next_token_cannot_be_told() {
    let token = tokens().new_refresh(id(1));
    let folder = tempfile::tempdir().expect("a folder");
    let other = Keys::load(&with_secret(&folder, &"A".repeat(43))).expect("keys");
    let other = JwtTokens::new(&other, "issuer", "audience");
    assert!(other.next_refresh(&token).text != tokens().next_refresh(&token).text);
    let path = folder.path().join("secret");
    std::fs::write(&path, SECRET).expect("written");
    let same_secret = KeySource::folder(folder.path()).with_secret_file(path);
    let same_secret = JwtTokens::new(&Keys::load(&same_secret).expect("keys"), "other", "other");
    same(&same_secret.next_refresh(&token), &tokens().next_refresh(&token));
}

#[test]
fn a_token_without_a_secret_still_has_a_next_one_that_cannot_be_told() {
    let broken =
        |text: &str| RefreshToken { session_id: id(1), text: text.to_owned(), digest: Digest::of(b"") };
    let (one, two) = (tokens().next_refresh(&broken("one")), tokens().next_refresh(&broken("two")));
    assert!(one.text != two.text && tokens().read_refresh(&one.text).is_some());
}

#[test]
fn random_is_never_the_same_twice() {
    let tokens = tokens();
    let refresh: BTreeSet<_> = (0..100).map(|_| tokens.new_refresh(id(1)).text).collect();
    assert_eq!(refresh.len(), 100);
    let tickets: BTreeSet<_> = (0..100).map(|_| tokens.new_ticket()).collect();
    assert_eq!(tickets.len(), 100);
    for (text, digest) in tickets {
        assert_eq!(digest, Digest::of(text.as_bytes()));
        assert_eq!(BASE64_URL_SAFE_NO_PAD.decode(&text).expect("base64").len(), 32);
    }
}

#[test]
fn only_what_we_would_write_is_read() {
    let session = "019200000000700080000000000000ab";
    let secret = BASE64_URL_SAFE_NO_PAD.encode([0xff; 32]);
    let good = format!("xr_{session}_{secret}");
    assert!(tokens().read_refresh(&good).is_some());
    let wrong = [
        String::new(),
        "xr_".to_owned(),
        "雪".repeat(27),
        format!("xr_{session}{secret}"),
        format!("xr_{session}_"),
        format!("xr_{session}_{secret}="),
        format!("xr_{session}_{secret}_"),
        format!("xr_{session}_{}", &secret[1..]),
        // The last of 43 characters carries two bits that must be zero.
        format!("xr_{session}_{}9", &secret[..42]),
        format!("xr_{session}_{}", secret.replace('_', "/")),
        format!("xr_{}_{secret}", session.to_uppercase()),
        format!("xr_{}-0{secret}", &session[1..]),
        format!("XR_{session}_{secret}"),
        format!(" {good}"),
        format!("{good}\n"),
    ];
    for text in wrong {
        assert!(tokens().read_refresh(&text).is_none(), "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_token_comes_back(session: u128, secret: [u8; 32]) {
        let session: SessionId = id(session);
        let encoded = BASE64_URL_SAFE_NO_PAD.encode(secret);
        let text = format!("xr_{}_{encoded}", session.as_uuid().simple());
        let read = tokens().read_refresh(&text).expect("well-formed");
        prop_assert!(read.session_id == session && read.digest == Digest::of(&secret) && read.text == text);
    }

    #[test]
    fn whatever_is_read_is_written_again(text in "(xr_)?[0-9a-fA-F]{31,33}[_-][A-Za-z0-9_-]{42,44}") {
        if let Some(token) = tokens().read_refresh(&text) {
            prop_assert_eq!(token.text, text);
        }
    }

    #[test]
    fn nothing_else_breaks_the_reader(text: String) {
        prop_assert!(tokens().read_refresh(&text).is_none());
    }
}
