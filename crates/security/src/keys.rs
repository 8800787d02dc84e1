use crate::{random::random, secret_file};
use aws_lc_rs::{
    hkdf::{HKDF_SHA256, Salt},
    hmac,
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair as _},
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use pem::{EncodeConfig, LineEnding, Pem};
use std::{
    fmt, io,
    path::{Path, PathBuf},
};
use xinggen_domain::provenance::Digest;

/// The label of PKCS#8.
const PRIVATE_KEY: &str = "PRIVATE KEY";

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum LoadKeysError {
    /// A key file is there, but cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// A key file cannot be made.
    #[error("cannot make {}: {cause}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// The access key, from a file or from the settings, is not a key.
    #[error("{0} is not an Ed25519 private key in PKCS#8 PEM (openssl genpkey -algorithm ed25519 makes one)")]
    MalformedAccessKey(String),
    /// The secret, from a file or from the settings, is not one.
    #[error("{0} is not 32 bytes in base64 (openssl rand -base64 32 makes some)")]
    MalformedSecret(String),
    /// The cryptographic library refuses to work.
    #[error("the cryptographic library cannot make keys")]
    Library,
}

/// Where the secrets of this installation come from.
#[derive(Clone)]
pub struct KeySource {
    folder: PathBuf,
    access_key: Option<String>,
    secret: Option<String>,
}

impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeySource").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl KeySource {
    /// Secrets in `keys/` below the data folder; those that are not there are made.
    #[must_use]
    pub fn folder(data: &Path) -> Self {
        Self { folder: data.join("keys"), access_key: None, secret: None }
    }

    /// With this access key: an Ed25519 private key in PKCS#8 PEM. `keys/access.pem` is not touched.
    #[must_use]
    pub fn with_access_key(self, pem: String) -> Self {
        Self { access_key: Some(pem), ..self }
    }

    /// With this secret: 32 bytes in base64. `keys/secret` is not touched.
    #[must_use]
    pub fn with_secret(self, base64: String) -> Self {
        Self { secret: Some(base64), ..self }
    }
}

/// The secrets of this installation.
pub struct Keys {
    pub(crate) access: AccessKey,
    pub(crate) refresh: hmac::Key,
    pub(crate) links: hmac::Key,
    pub(crate) codes: hmac::Key,
    pub(crate) identities: hmac::Key,
}

impl Keys {
    /// Reads the keys, and makes those that are not there.
    ///
    /// # Errors
    /// A folder that cannot be written, a file that cannot be read, a malformed key; each told in one line.
    pub fn load(source: &KeySource) -> Result<Self, LoadKeysError> {
        let access = match &source.access_key {
            Some(pem) => AccessKey::read(pem, "the access key in the settings")?,
            None => {
                let path = source.folder.join("access.pem");
                let made = new_access_key()?;
                AccessKey::read(&secret_file::read_or_make(&path, || made)?, &path.display().to_string())?
            }
        };
        let secret = match &source.secret {
            Some(text) => read_secret(text, "the secret in the settings")?,
            None => {
                let path = source.folder.join("secret");
                let text = secret_file::read_or_make(&path, || BASE64_STANDARD.encode(random()) + "\n")?;
                read_secret(&text, &path.display().to_string())?
            }
        };
        Ok(Self {
            access,
            refresh: derive(&secret, b"refresh tokens")?,
            links: derive(&secret, b"links")?,
            codes: derive(&secret, b"verification codes")?,
            identities: derive(&secret, b"identities")?,
        })
    }
}

/// The key that signs access tokens.
pub(crate) struct AccessKey {
    pub(crate) pkcs8: Vec<u8>,
    pub(crate) public: Vec<u8>,
    /// What it is called: its thumbprint by RFC 7638.
    pub(crate) id: String,
}

impl AccessKey {
    fn read(text: &str, origin: &str) -> Result<Self, LoadKeysError> {
        let read = || {
            let pem = pem::parse(text).ok().filter(|pem| pem.tag() == PRIVATE_KEY)?;
            let pair = Ed25519KeyPair::from_pkcs8(pem.contents()).ok()?;
            let public = pair.public_key().as_ref().to_vec();
            Some(Self { pkcs8: pem.into_contents(), id: thumbprint(&public), public })
        };
        read().ok_or_else(|| LoadKeysError::MalformedAccessKey(origin.to_owned()))
    }
}

fn new_access_key() -> Result<String, LoadKeysError> {
    let key = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).map_err(|_| LoadKeysError::Library)?;
    let unix = EncodeConfig::new().set_line_ending(LineEnding::LF);
    Ok(pem::encode_config(&Pem::new(PRIVATE_KEY, key.as_ref()), unix))
}

fn thumbprint(public: &[u8]) -> String {
    let x = BASE64_URL_SAFE_NO_PAD.encode(public);
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    BASE64_URL_SAFE_NO_PAD.encode(Digest::of(members.as_bytes()).as_bytes())
}

/// Both alphabets of base64 will do, with padding or without.
fn read_secret(text: &str, origin: &str) -> Result<[u8; 32], LoadKeysError> {
    let plain = text.trim().trim_end_matches('=').replace('+', "-").replace('/', "_");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(plain).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| LoadKeysError::MalformedSecret(origin.to_owned()))
}

/// A key of its own for each purpose, so that nothing made for one is of use for another.
fn derive(secret: &[u8; 32], purpose: &[u8]) -> Result<hmac::Key, LoadKeysError> {
    let root = Salt::new(HKDF_SHA256, b"xinggen 1").extract(secret);
    let purpose = [purpose];
    let key = root.expand(&purpose, hmac::HMAC_SHA256).map_err(|_| LoadKeysError::Library)?;
    Ok(hmac::Key::from(key))
}
