//! Known keys and moments.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};
use tempfile::TempDir;
use uuid::Uuid;
use xinggen_domain::{Id, time::Timestamp};
use xinggen_security::{KeySource, Keys};

/// The key pair of RFC 8037, appendix A.
pub(crate) const ACCESS_KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----
";
/// Its public half, in base64url.
pub(crate) const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
/// Its thumbprint.
pub(crate) const THUMBPRINT: &str = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
/// Some secret.
pub(crate) const SECRET: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// Files with the known keys.
pub(crate) fn given() -> KeySource {
    let folder = folder();
    named(folder.join("access"), folder.join("secret"))
}

/// Where the files with the known keys are.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder: &TempDir = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("access"), ACCESS_KEY).expect("written");
        fs::write(folder.path().join("secret"), SECRET).expect("written");
        fs::write(folder.path().join("master"), SECRET).expect("written");
        folder
    });
    folder.path()
}

/// Keys from these files, with a folder that must not be touched.
pub(crate) fn named(access: PathBuf, secret: PathBuf) -> KeySource {
    let source = KeySource::folder("/dev/null/data".as_ref()).with_master_file(folder().join("master"));
    source.with_access_file(access).with_secret_file(secret)
}

/// The known access key with another secret; the folder holds it.
pub(crate) fn with_secret(folder: &TempDir, secret: &str) -> KeySource {
    let path = folder.path().join("other-secret");
    fs::write(&path, secret).expect("written");
    given().with_secret_file(path)
}

pub(crate) fn known() -> Keys {
    Keys::load(&given()).expect("known keys")
}

pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_timestamp(1_800_000_000 + seconds, 999_999_000).expect("a moment")
}

pub(crate) fn id<T: Id>(number: u128) -> T {
    T::from_uuid(Uuid::from_u128(number))
}
