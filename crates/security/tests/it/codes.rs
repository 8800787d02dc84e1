//! Codes and marks.

use std::collections::BTreeSet;
use xinggen_domain::{identity::Identity, ports::CodeIssuer, provenance::Digest, verification::CodePurpose};
use xinggen_security::{HmacCodes, KeySource, Keys};

fn codes() -> HmacCodes {
    let folder = tempfile::tempdir().expect("a folder");
    HmacCodes::new(&Keys::load(&KeySource::folder(folder.path())).expect("keys"))
}

fn lin() -> Identity {
    Identity::email("lin@example.com").expect("an address")
}

#[test]
fn codes_are_six_digits_spread_over_all_that_there_are() {
    let codes = codes();
    let given: Vec<String> = (0..2000).map(|_| codes.new_code()).collect();
    assert!(given.iter().all(|code| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())));
    let different: BTreeSet<&String> = given.iter().collect();
    assert!(different.len() > 1980, "only {} of 2000 differ", different.len());
    for place in 0..6 {
        for digit in b'0'..=b'9' {
            let seen = given.iter().filter(|code| code.as_bytes()[place] == digit).count();
            // 200 are expected; the odds of being out of this range by chance are one in 10^13.
            assert!((100..300).contains(&seen), "{seen} times {} at {place}", char::from(digit));
        }
    }
}

#[test]
fn a_seal_binds_all_that_it_is_made_of() {
    let codes = codes();
    let request = Digest::of(b"one");
    let seal = codes.seal(request, CodePurpose::Login, &lin(), "123456");
    assert_eq!(seal, codes.seal(request, CodePurpose::Login, &lin(), "123456"));
    let chen = Identity::email("chen@example.com").expect("an address");
    let phone = Identity::Phone("lin@example.com".to_owned());
    let others = [
        codes.seal(Digest::of(b"two"), CodePurpose::Login, &lin(), "123456"),
        codes.seal(request, CodePurpose::Reset, &lin(), "123456"),
        codes.seal(request, CodePurpose::Login, &chen, "123456"),
        codes.seal(request, CodePurpose::Login, &phone, "123456"),
        codes.seal(request, CodePurpose::Login, &lin(), "123457"),
        self::codes().seal(request, CodePurpose::Login, &lin(), "123456"),
    ];
    let different: BTreeSet<Digest> = others.into_iter().collect();
    assert!(different.len() == others.len() && !different.contains(&seal), "{others:?}");
}

#[test]
fn a_mark_is_the_same_for_the_same_and_says_nothing_without_the_key() {
    let codes = codes();
    let chen = Identity::email("chen@example.com").expect("an address");
    assert_eq!(codes.mark(&lin()), codes.mark(&lin()));
    assert_ne!(codes.mark(&lin()), codes.mark(&chen));
    assert_ne!(codes.mark(&lin()), self::codes().mark(&lin()), "another installation");
    assert_ne!(codes.mark(&lin()), Digest::of(b"lin@example.com"));
}
