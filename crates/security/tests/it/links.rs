//! Signed links.

use crate::fresh::{at, id, known, with_secret};
use chrono::Duration;
use proptest::prelude::*;
use xinggen_domain::ports::LinkSigner;
use xinggen_security::{HmacLinks, Keys};

fn links() -> HmacLinks {
    HmacLinks::new(&known())
}

#[test]
fn a_link_holds_for_its_user_asset_and_time() {
    let signature = links().sign(id(1), id(2), at(60));
    assert_eq!(signature.len(), 43);
    assert!(links().check(id(1), id(2), at(60), &signature, at(0)));
    assert!(links().check(id(1), id(2), at(60), &signature, at(59)));
    assert!(!links().check(id(1), id(2), at(60), &signature, at(60)), "over");
    assert!(!links().check(id(1), id(2), at(60), &signature, at(1_000_000)), "long over");
    assert!(!links().check(id(3), id(2), at(60), &signature, at(0)), "another user");
    assert!(!links().check(id(1), id(3), at(60), &signature, at(0)), "another asset");
    assert!(!links().check(id(2), id(1), at(60), &signature, at(0)), "user and asset swapped");
    assert!(!links().check(id(1), id(2), at(61), &signature, at(0)), "another end");
}

#[test]
fn only_whole_seconds_count() {
    let until = at(60);
    let earlier = until - Duration::microseconds(999_999);
    assert_eq!(links().sign(id(1), id(2), until), links().sign(id(1), id(2), earlier));
    let signature = links().sign(id(1), id(2), until);
    assert!(links().check(id(1), id(2), earlier, &signature, at(59)));
    assert!(!links().check(id(1), id(2), until, &signature, earlier), "the second has begun");
}

#[test]
fn signatures_of_others_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = Keys::load(&with_secret(&folder, &"A".repeat(43))).expect("keys");
    let signature = HmacLinks::new(&other).sign(id(1), id(2), at(60));
    assert!(!links().check(id(1), id(2), at(60), &signature, at(0)));
}

#[test]
fn a_changed_or_cut_signature_is_refused() {
    let signature = links().sign(id(1), id(2), at(60));
    let check = |signature: &str| links().check(id(1), id(2), at(60), signature, at(0));
    for place in 0..signature.len() {
        assert!(!check(&signature[..place]), "cut at {place}");
        for other in ["A", "B", "=", "雪"] {
            let changed = format!("{}{other}{}", &signature[..place], &signature[place + 1..]);
            assert!(changed == signature || !check(&changed), "{other} at {place}");
        }
    }
    for wrong in [format!("{signature}="), format!("{signature}A"), format!(" {signature}")] {
        assert!(!check(&wrong), "{wrong:?}");
    }
}

proptest! {
    #[test]
    fn links_that_differ_have_signatures_that_differ(
        one in (0..4_u128, 0..4_u128, 0..4_i64),
        other in (0..4_u128, 0..4_u128, 0..4_i64),
    ) {
        let sign = |(user, asset, until)| links().sign(id(user), id(asset), at(until));
        prop_assert_eq!(one == other, sign(one) == sign(other));
        let fits = links().check(id(one.0), id(one.1), at(one.2), &sign(other), at(-1));
        prop_assert_eq!(fits, one == other);
    }
}
