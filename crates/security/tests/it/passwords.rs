//! Passwords.

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use futures_util::future::join_all;
use std::num::NonZeroUsize;
use xinggen_domain::{
    ports::{PasswordHasher, PasswordMeter},
    user::{PASSWORD_SCORE, PasswordHash},
};
use xinggen_security::{Argon2Passwords, ZxcvbnMeter};

fn passwords() -> Argon2Passwords {
    Argon2Passwords::new(NonZeroUsize::new(2).expect("not zero"))
}

#[tokio::test]
async fn a_password_fits_its_hash_and_no_other_does() {
    let passwords = passwords();
    for password in ["correct horse", "", "雨夜的信 🔑", &"long ".repeat(1000), "nul\0 inside"] {
        let hash = passwords.hash(password).await.expect("room");
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.0);
        assert!(passwords.verify(password, Some(&hash)).await.expect("room"));
        for other in [format!("{password}x"), format!(" {password}"), password.to_uppercase() + "!"] {
            assert!(!passwords.verify(&other, Some(&hash)).await.expect("room"), "{other:?}");
        }
    }
}

#[tokio::test]
async fn the_same_password_never_has_the_same_hash() {
    let passwords = passwords();
    assert!(passwords.hash("one").await.expect("room") != passwords.hash("one").await.expect("room"));
}

#[tokio::test]
async fn without_a_hash_the_answer_is_no() {
    let passwords = passwords();
    for password in ["", "nobody", "one", "nobody"] {
        assert!(!passwords.verify(password, None).await.expect("room"));
    }
}

#[tokio::test]
async fn a_malformed_hash_is_no() {
    let passwords = passwords();
    let good = passwords.hash("one").await.expect("room").0;
    let cut = &good[..good.rfind('$').expect("parts")];
    let wrong = [
        String::new(),
        "!".to_owned(),
        "one".to_owned(),
        cut.to_owned(),
        good.replace("argon2id", "argon2x"),
        good.replace("v=19", "v=99"),
        good.replace("m=19456", "m=1"),
        good.replace("t=2", "t=0"),
        good.replace("p=1", "p=many"),
        format!("{good}$"),
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW".to_owned(),
    ];
    for hash in wrong {
        assert!(!passwords.verify("one", Some(&PasswordHash(hash.clone()))).await.expect("room"), "{hash:?}");
    }
}

#[tokio::test]
async fn hashes_with_other_parameters_are_checked_with_theirs() {
    for (algorithm, memory, passes, lanes) in
        [(Algorithm::Argon2id, 64, 1, 1), (Algorithm::Argon2id, 12_288, 3, 2), (Algorithm::Argon2i, 32, 2, 1)]
    {
        let params = Params::new(memory, passes, lanes, None).expect("parameters");
        let hash = Argon2::new(algorithm, Version::V0x13, params).hash_password(b"one").expect("a hash");
        let hash = PasswordHash(hash.to_string());
        assert!(passwords().verify("one", Some(&hash)).await.expect("room"), "{}", hash.0);
        assert!(!passwords().verify("two", Some(&hash)).await.expect("room"), "{}", hash.0);
    }
}

#[tokio::test]
async fn many_at_once_all_get_their_own_answer() {
    let passwords = passwords();
    let hash = passwords.hash("right").await.expect("room");
    let (passwords, hash) = (&passwords, &hash);
    let answers = (0..20).map(|n| async move {
        match n % 4 {
            0 => passwords.verify("right", Some(hash)).await.expect("room"),
            1 => !passwords.verify("wrong", Some(hash)).await.expect("room"),
            2 => !passwords.verify("right", None).await.expect("room"),
            _ => passwords.hash("right").await.expect("room") != *hash,
        }
    });
    assert_eq!(join_all(answers).await, [true; 20]);
}

#[tokio::test]
async fn only_hashes_as_new_ones_are_made_are_current() {
    let passwords = passwords();
    let new = passwords.hash("one").await.expect("room");
    assert!(passwords.is_current(&new));
    let other = |algorithm, memory, passes, lanes| {
        let params = Params::new(memory, passes, lanes, None).expect("parameters");
        let hash = Argon2::new(algorithm, Version::V0x13, params).hash_password(b"one").expect("a hash");
        PasswordHash(hash.to_string())
    };
    for old in [
        other(Algorithm::Argon2id, 12_288, 2, 1),
        other(Algorithm::Argon2id, 19_456, 3, 1),
        other(Algorithm::Argon2id, 19_456, 2, 2),
        other(Algorithm::Argon2i, 19_456, 2, 1),
        PasswordHash("!".to_owned()),
    ] {
        assert!(!passwords.is_current(&old), "{}", old.0);
    }
}

#[tokio::test]
async fn what_many_people_would_guess_is_easy() {
    let meter = ZxcvbnMeter::new(NonZeroUsize::MIN);
    let about = ["lin.wan@example.com", "lin.wan", "林晚"];
    let score = |password: &'static str| meter.score(password, &about);
    for easy in [
        "password",
        "Passw0rd!",
        "12345678",
        "qwertyuiop",
        "abcdefgh",
        "aaaaaaaaaaaa",
        "19900101",
        "iloveyou",
        "lin.wan@example.com",
        "lin.wan1",
        "letmein2024",
        "abababababababababababababababababababababababababababababababababababababababab",
    ] {
        let score = score(easy).await.expect("room");
        assert!(score < PASSWORD_SCORE, "{easy}: {score}");
    }
    for hard in [
        "correct horse battery staple",
        "correct horse battery",
        "wuyi9-Kestrel-rain",
        "十二个字也是八个以上的字",
        // Read in 576 ways, so that only its beginning is looked at.
        "4@8({[<3691!|7$50+%24@8({[<3691!|7$50+%2",
    ] {
        let score = score(hard).await.expect("room");
        assert!(score >= PASSWORD_SCORE, "{hard}: {score}");
    }
}
