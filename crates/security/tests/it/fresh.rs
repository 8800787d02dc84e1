//! Known keys and moments.

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

/// Keys from settings, with a folder that must not be touched.
pub(crate) fn given() -> KeySource {
    KeySource::folder("/dev/null/data".as_ref())
        .with_access_key(ACCESS_KEY.to_owned())
        .with_secret(SECRET.to_owned())
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
