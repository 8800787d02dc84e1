//! Access keys come and go while servers run.

use crate::{
    access::{AUDIENCE, ISSUER, claims},
    fresh::{ACCESS_KEY, THUMBPRINT, at, given, named},
};
use std::{fs, sync::Barrier, thread};
use tempfile::TempDir;
use xinggen_domain::ports::TokenIssuer;
use xinggen_security::{AccessKeyFile, JwtTokens, KeySource, Keys, RetireKeyError};

/// Instances that share their keys.
struct Shared {
    folder: TempDir,
    source: KeySource,
}

impl Shared {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let source = KeySource::folder(folder.path());
        Self { folder, source }
    }

    fn instance(&self) -> JwtTokens {
        JwtTokens::new(&Keys::load(&self.source).expect("keys"), ISSUER, AUDIENCE)
    }

    fn keys(&self) -> AccessKeyFile {
        self.source.access_keys()
    }

    fn ids(&self) -> Vec<String> {
        self.keys().list().expect("keys").into_iter().map(|key| key.id).collect()
    }
}

fn kid(token: &str) -> String {
    jsonwebtoken::decode_header(token).expect("a header").kid.expect("a key")
}

#[test]
fn the_newest_key_signs_and_older_ones_verify_until_they_are_retired() {
    let shared = Shared::new();
    let (one, other) = (shared.instance(), shared.instance());
    let (old, _) = one.issue(claims(), at(0));
    assert_eq!(shared.ids(), [kid(&old)]);
    let id = shared.keys().rotate(at(1)).expect("a new key");
    assert_eq!(shared.ids(), [id.clone(), kid(&old)]);
    let (new, _) = one.issue(claims(), at(2));
    assert_eq!(kid(&new), id);
    for instance in [&one, &other, &shared.instance()] {
        assert_eq!(instance.check(&new, at(2)), Some(claims()));
        assert_eq!(instance.check(&old, at(2)), Some(claims()));
        let published: Vec<_> = instance.public_keys(at(2)).into_iter().map(|key| key.id).collect();
        assert_eq!(published, shared.ids());
    }
    shared.keys().retire(&kid(&old)).expect("it goes");
    for instance in [&one, &other, &shared.instance()] {
        assert_eq!(instance.check(&old, at(4)), None, "its key is retired");
        assert_eq!(instance.check(&new, at(4)), Some(claims()));
    }
}

#[test]
fn an_unknown_key_makes_an_instance_look_again_but_not_at_every_call() {
    let shared = Shared::new();
    let (one, other) = (shared.instance(), shared.instance());
    let ms = |ms| at(0) + chrono::Duration::milliseconds(ms);
    other.check(&one.issue(claims(), ms(0)).0, ms(0)).expect("it has just looked");
    shared.keys().rotate(at(0)).expect("a new key");
    let (new, _) = shared.instance().issue(claims(), ms(0));
    assert_eq!(other.check(&new, ms(49)), None, "it has looked 49 ms ago");
    assert_eq!(other.check(&new, ms(50)), Some(claims()), "well before its usual look");
    shared.keys().rotate(at(0)).expect("a new key");
    let (newer, _) = shared.instance().issue(claims(), ms(0));
    assert_eq!(other.check(&newer, ms(99)), None, "whoever makes names up makes us look every 50 ms at most");
    let back = ms(-10_000);
    assert_eq!(other.check(&newer, back), None, "not before it was issued");
    assert_eq!(kid(&other.issue(claims(), back).0), kid(&newer), "a clock that was set back stops nothing");
}

#[test]
fn a_broken_file_leaves_the_keys_as_they_were() {
    let shared = Shared::new();
    let one = shared.instance();
    let path = shared.folder.path().join("keys/access.pem");
    let (token, _) = one.issue(claims(), at(0));
    for broken in [None, Some(""), Some("not a key")] {
        match broken {
            None => fs::remove_file(&path).expect("gone"),
            Some(text) => fs::write(&path, text).expect("written"),
        }
        for second in [5, 10] {
            assert_eq!(one.check(&token, at(second)), Some(claims()), "{broken:?}");
            assert_eq!(kid(&one.issue(claims(), at(second)).0), kid(&token));
        }
    }
    let refused = shared.keys().rotate(at(20)).expect_err("what is broken is not replaced");
    assert!(refused.to_string().starts_with(&path.display().to_string()), "{refused}");
    assert_eq!(fs::read_to_string(&path).expect("text"), "not a key");
}

#[test]
fn only_an_older_key_can_be_retired() {
    let shared = Shared::new();
    shared.instance();
    let first = shared.ids().remove(0);
    let error = shared.keys().retire(&first).expect_err("it signs");
    assert!(matches!(&error, RetireKeyError::InUse(id) if *id == first), "{error:?}");
    let error = shared.keys().retire("another").expect_err("there is none");
    assert!(matches!(error, RetireKeyError::Unknown(_)), "{error:?}");
    let second = shared.keys().rotate(at(0)).expect("a new key");
    let facts = shared.keys().list().expect("keys");
    let told: Vec<_> = facts.iter().map(|key| (key.id.as_str(), key.signs, key.made.as_deref())).collect();
    assert_eq!(told, [(second.as_str(), true, Some("2027-01-15T08.00.00Z")), (first.as_str(), false, None)]);
    shared.keys().retire(&first).expect("it goes");
    assert_eq!(shared.keys().list().expect("keys")[0].made.as_deref(), Some("2027-01-15T08.00.00Z"));
}

#[test]
fn rotations_at_the_same_moment_lose_no_key() {
    let shared = Shared::new();
    shared.instance();
    let start = Barrier::new(4);
    let rotate = || {
        start.wait();
        shared.keys().rotate(at(0)).expect("a new key")
    };
    let made: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(rotate)).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let ids = shared.ids();
    assert_eq!(ids.len(), 5);
    assert!(made.iter().all(|id| ids.contains(id)));
}

#[test]
fn a_named_file_is_made_by_a_rotation_and_by_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let (access, secret) = (folder.path().join("shared/access.pem"), folder.path().join("secret"));
    fs::write(&secret, crate::fresh::SECRET).expect("written");
    let source = named(access.clone(), secret);
    let error = Keys::load(&source).err().expect("it is not there");
    assert!(error.to_string().starts_with(&format!("cannot read {}", access.display())), "{error}");
    let id = source.access_keys().rotate(at(0)).expect("a first key");
    let tokens = JwtTokens::new(&Keys::load(&source).expect("keys"), ISSUER, AUDIENCE);
    assert_eq!(kid(&tokens.issue(claims(), at(0)).0), id);
}

#[cfg(unix)]
#[test]
fn a_rotated_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let shared = Shared::new();
    shared.instance();
    shared.keys().rotate(at(0)).expect("a new key");
    let facts = fs::metadata(shared.folder.path().join("keys/access.pem")).expect("facts");
    assert_eq!(facts.permissions().mode() & 0o777, 0o600);
}

#[test]
fn keys_made_by_openssl_are_keys_and_what_is_published_is_the_public_half() {
    let tokens = JwtTokens::new(&Keys::load(&given()).expect("keys"), ISSUER, AUDIENCE);
    let published = tokens.public_keys(at(0));
    assert_eq!((published.len(), published[0].id.as_str()), (1, THUMBPRINT));
    assert_eq!(published[0].bytes[..4], [0xd7, 0x5a, 0x98, 0x01]);
    assert!(ACCESS_KEY.contains("PRIVATE KEY"));
}
