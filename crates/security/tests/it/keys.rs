//! Where keys come from.

use crate::fresh::{ACCESS_KEY, SECRET, at, given, id, named};
use std::{fs, num::NonZeroUsize, path::Path, sync::Barrier, thread};
use tempfile::TempDir;
use xinggen_domain::ports::{AccessClaims, LinkSigner, PasswordHasher, TokenIssuer};
use xinggen_domain::user::Role;
use xinggen_security::{KeySource, Keys, LoadKeysError, Security, SecuritySettings};

fn settings() -> SecuritySettings {
    SecuritySettings { issuer: "issuer".to_owned(), audience: "audience".to_owned(), hashes_at_once: None }
}

fn open(source: &KeySource) -> Security {
    Security::open(source, &settings()).expect("security")
}

fn refused(source: &KeySource) -> LoadKeysError {
    Keys::load(source).err().expect("refused")
}

/// Whether what one made fits the other.
fn are_one(one: &Security, other: &Security) -> bool {
    let claims = AccessClaims { user_id: id(1), session_id: id(2), role: Role::User };
    let (token, _) = one.tokens.issue(claims, at(0));
    let refresh = one.tokens.new_refresh(id(2));
    let signature = one.links.sign(id(1), id(2), at(60));
    let fits = [
        other.tokens.check(&token, at(0)).is_some(),
        other.tokens.next_refresh(&refresh) == one.tokens.next_refresh(&refresh),
        other.links.check(id(1), id(2), at(60), &signature, at(0)),
    ];
    assert!(fits == [true; 3] || fits == [false; 3], "{fits:?}");
    fits[0]
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("listed")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn keys_are_made_once_and_found_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("not/there/yet");
    let (first, second) = (open(&KeySource::folder(&data)), open(&KeySource::folder(&data)));
    assert!(are_one(&first, &second));
    let elsewhere = tempfile::tempdir().expect("a folder");
    assert!(!are_one(&first, &open(&KeySource::folder(elsewhere.path()))));
    assert_eq!(files(&data.join("keys")), ["access.pem", "master", "secret"]);
    let few = SecuritySettings { hashes_at_once: Some(NonZeroUsize::MIN), ..settings() };
    let few = Security::open(&given(), &few).expect("security");
    let hash = few.passwords.hash("one").await.expect("room");
    assert!(first.passwords.verify("one", Some(&hash)).await.expect("room"), "passwords need no key");
}

#[test]
fn the_files_can_be_named_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = open(&KeySource::folder(folder.path()));
    let read = |name| fs::read_to_string(folder.path().join("keys").join(name)).expect("text");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let [access, secret] = ["access.pem", "secret"].map(|name| {
        fs::write(elsewhere.path().join(name), read(name)).expect("written");
        elsewhere.path().join(name)
    });
    assert!(are_one(&made, &open(&named(access, secret))));
}

#[test]
fn named_files_leave_the_folder_alone() {
    let files_of = |source: KeySource, folder: &Path| {
        open(&source);
        if folder.join("keys").exists() { files(&folder.join("keys")) } else { vec![] }
    };
    let there = tempfile::tempdir().expect("a folder");
    let [access, secret] = [("access", ACCESS_KEY), ("secret", SECRET)].map(|(name, text)| {
        fs::write(there.path().join(name), text).expect("written");
        there.path().join(name)
    });
    let folder = tempfile::tempdir().expect("a folder");
    let source = KeySource::folder(folder.path()).with_access_file(access);
    let all = source.clone().with_secret_file(secret.clone()).with_master_file(secret);
    assert!(files_of(all, folder.path()).is_empty());
    assert_eq!(files_of(source, folder.path()), ["master", "secret"]);
    assert!(are_one(&open(&given()), &open(&given())));
}

/// A source whose one file holds this text.
fn holding(folder: &TempDir, file: &str, text: &str) -> KeySource {
    let path = folder.path().join(file);
    fs::write(&path, text).expect("written");
    if file == "access" { given().with_access_file(path) } else { given().with_secret_file(path) }
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_keys() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    open(&KeySource::folder(folder.path()));
    let mode = |path: &str| {
        let facts = fs::metadata(folder.path().join(path)).expect("facts");
        facts.permissions().mode() & 0o777
    };
    assert_eq!(mode("keys"), 0o700);
    assert_eq!(mode("keys/access.pem"), 0o600);
    assert_eq!(mode("keys/secret"), 0o600);
    assert_eq!(mode("keys/master"), 0o600);
}

#[test]
fn first_starts_at_the_same_moment_share_their_keys() {
    for _ in 0..20 {
        let folder = tempfile::tempdir().expect("a folder");
        let (source, start) = (KeySource::folder(&folder.path().join("data")), Barrier::new(4));
        let all: Vec<Security> = thread::scope(|scope| {
            let first_start = || {
                start.wait();
                open(&source)
            };
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(first_start)).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        assert!(all.iter().all(|one| are_one(&all[0], one)));
        assert_eq!(
            files(&folder.path().join("data/keys")),
            ["access.pem", "master", "secret"],
            "nothing is left over"
        );
    }
}

#[test]
fn base64_of_either_alphabet_is_a_secret() {
    let bytes = "+/".repeat(21) + "8";
    let url = bytes.replace('+', "-").replace('/', "_");
    let folder = tempfile::tempdir().expect("a folder");
    let first = open(&holding(&folder, "secret", &bytes));
    for same in [bytes.clone() + "=", url.clone(), url + "=", format!(" {bytes}=\r\n")] {
        assert!(are_one_but_for_tokens(&first, &open(&holding(&folder, "secret", &same))), "{same:?}");
    }
}

/// Like [`are_one`] where the access key is the same in any case.
fn are_one_but_for_tokens(one: &Security, other: &Security) -> bool {
    let signature = one.links.sign(id(1), id(2), at(60));
    other.links.check(id(1), id(2), at(60), &signature, at(0))
}

const NO_KEY: &str = "is not a file of Ed25519 private keys in PKCS#8 PEM (xinggen keys rotate makes one)";
const NO_SECRET: &str = "is not 32 bytes in base64 (openssl rand -base64 32 makes some)";

#[test]
fn what_is_no_key_is_refused_in_one_line() {
    let rsa = "-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n";
    let public = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
-----END PUBLIC KEY-----
";
    let cut = ACCESS_KEY.replace("AMcrn9g", "AM");
    let renamed = ACCESS_KEY.replace("PRIVATE", "ENCRYPTED PRIVATE");
    let second = format!("{ACCESS_KEY}{public}");
    let folder = tempfile::tempdir().expect("a folder");
    let told = |file: &str, what: &str| format!("{} {what}", folder.path().join(file).display());
    for pem in ["", "x", rsa, public, &cut, &renamed, &second] {
        let error = refused(&holding(&folder, "access", pem));
        assert!(matches!(error, LoadKeysError::MalformedAccessKey(_)), "{error:?} for {pem}");
        assert_eq!(error.to_string(), told("access", NO_KEY), "{pem}");
    }
    for secret in ["", "x", "secret", &"A".repeat(42), &"A".repeat(44), &"雪".repeat(43), &SECRET.repeat(2)]
    {
        let error = refused(&holding(&folder, "secret", secret));
        assert!(matches!(error, LoadKeysError::MalformedSecret(_)), "{error:?} for {secret}");
        assert_eq!(error.to_string(), told("secret", NO_SECRET), "{secret}");
    }
}

#[test]
fn a_broken_file_is_named_and_never_replaced() {
    for (name, content) in [("access.pem", "not a key"), ("secret", ""), ("secret", "not a secret")] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("keys").join(name);
        fs::create_dir(folder.path().join("keys")).expect("a folder");
        fs::write(&path, content).expect("written");
        let text = refused(&KeySource::folder(folder.path())).to_string();
        assert!(text.starts_with(&path.display().to_string()), "{text}");
        assert_eq!(fs::read_to_string(&path).expect("text"), content);
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("data");
    fs::write(&file, "a file").expect("written");
    let error = refused(&KeySource::folder(&file));
    let text = error.to_string();
    assert!(matches!(error, LoadKeysError::Read { .. } | LoadKeysError::Write { .. }), "{error:?}");
    assert!(text.contains("data/keys/access.pem: ") && text.lines().count() == 1, "{text}");
    // Root may write anywhere but below this.
    let error = refused(&KeySource::folder(Path::new("/proc/xinggen")));
    assert!(matches!(error, LoadKeysError::Write { .. }), "{error:?}");
    assert!(error.to_string().starts_with("cannot make /proc/xinggen/keys/access.pem: "), "{error}");
    let unreadable = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(unreadable.path().join("keys/secret")).expect("a folder in its place");
    let error = refused(&KeySource::folder(unreadable.path()));
    assert!(matches!(error, LoadKeysError::Read { .. }), "{error:?}");
}
