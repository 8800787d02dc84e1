//! Passwords.

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use futures_util::future::join_all;
use std::num::NonZeroUsize;
use xinggen_domain::{ports::PasswordHasher, user::PasswordHash};
use xinggen_security::Argon2Passwords;

fn passwords() -> Argon2Passwords {
    Argon2Passwords::new(NonZeroUsize::new(2).expect("not zero"))
}

#[tokio::test]
async fn a_password_fits_its_hash_and_no_other_does() {
    let passwords = passwords();
    for password in ["correct horse", "", "雨夜的信 🔑", &"long ".repeat(1000), "nul\0 inside"] {
        let hash = passwords.hash(password).await;
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.0);
        assert!(passwords.verify(password, Some(&hash)).await);
        for other in [format!("{password}x"), format!(" {password}"), password.to_uppercase() + "!"] {
            assert!(!passwords.verify(&other, Some(&hash)).await, "{other:?}");
        }
    }
}

#[tokio::test]
async fn the_same_password_never_has_the_same_hash() {
    let passwords = passwords();
    assert!(passwords.hash("one").await != passwords.hash("one").await);
}

#[tokio::test]
async fn without_a_hash_the_answer_is_no() {
    let passwords = passwords();
    for password in ["", "nobody", "one", "nobody"] {
        assert!(!passwords.verify(password, None).await);
    }
}

#[tokio::test]
async fn a_malformed_hash_is_no() {
    let passwords = passwords();
    let good = passwords.hash("one").await.0;
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
        assert!(!passwords.verify("one", Some(&PasswordHash(hash.clone()))).await, "{hash:?}");
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
        assert!(passwords().verify("one", Some(&hash)).await, "{}", hash.0);
        assert!(!passwords().verify("two", Some(&hash)).await, "{}", hash.0);
    }
}

#[tokio::test]
async fn many_at_once_all_get_their_own_answer() {
    let passwords = passwords();
    let hash = passwords.hash("right").await;
    let (passwords, hash) = (&passwords, &hash);
    let answers = (0..20).map(|n| async move {
        match n % 4 {
            0 => passwords.verify("right", Some(hash)).await,
            1 => !passwords.verify("wrong", Some(hash)).await,
            2 => !passwords.verify("right", None).await,
            _ => passwords.hash("right").await != *hash,
        }
    });
    assert_eq!(join_all(answers).await, [true; 20]);
}
