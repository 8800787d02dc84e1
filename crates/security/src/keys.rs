use crate::{
    access_keys::{AccessKeyFile, AccessRing, new_key},
    master_keys::{self, MasterKeyFile, MasterRing},
    random::random,
    secret_file,
    watched::Watched,
};
use aws_lc_rs::{
    hkdf::{HKDF_SHA256, Salt},
    hmac,
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

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
    /// The file with access keys holds none, or something else beside them.
    #[error("{0} is not a file of Ed25519 private keys in PKCS#8 PEM (xinggen keys rotate makes one)")]
    MalformedAccessKey(String),
    /// The file with the secret holds something else.
    #[error("{0} is not 32 bytes in base64 (openssl rand -base64 32 makes some)")]
    MalformedSecret(String),
    /// The cryptographic library refuses to work.
    #[error("the cryptographic library cannot make keys")]
    Library,
}

/// Where the secrets of this installation are.
#[derive(Debug, Clone)]
pub struct KeySource {
    access: KeyFile,
    secret: KeyFile,
    master: KeyFile,
}

/// A file with keys.
#[derive(Debug, Clone)]
struct KeyFile {
    path: PathBuf,
    /// Whether it is made when it is not there. One that somebody names has to be there: instances that share it
    /// must not each begin with keys of their own.
    made: bool,
}

impl KeyFile {
    fn named(path: PathBuf) -> Self {
        Self { path, made: false }
    }

    fn text(&self, make: impl FnOnce() -> String) -> Result<String, LoadKeysError> {
        if self.made { secret_file::read_or_make(&self.path, make) } else { secret_file::read(&self.path) }
    }
}

impl KeySource {
    /// Secrets in `keys/` below the data folder; those that are not there are made.
    #[must_use]
    pub fn folder(data: &Path) -> Self {
        let file = |name| KeyFile { path: data.join("keys").join(name), made: true };
        Self { access: file("access.pem"), secret: file("secret"), master: file("master") }
    }

    /// With the access keys in this file, which must be there: Ed25519 private keys in PKCS#8 PEM, newest first.
    /// `keys/access.pem` is not touched.
    #[must_use]
    pub fn with_access_file(self, path: PathBuf) -> Self {
        Self { access: KeyFile::named(path), ..self }
    }

    /// With the secret in this file, which must be there: 32 bytes in base64. `keys/secret` is not touched.
    #[must_use]
    pub fn with_secret_file(self, path: PathBuf) -> Self {
        Self { secret: KeyFile::named(path), ..self }
    }

    /// With the master keys in this file, which must be there: 32 bytes in base64 a line, newest first. `keys/master` is
    /// not touched.
    #[must_use]
    pub fn with_master_file(self, path: PathBuf) -> Self {
        Self { master: KeyFile::named(path), ..self }
    }

    /// The file with the master keys, for whoever looks after it.
    #[must_use]
    pub fn master_keys(&self) -> MasterKeyFile {
        MasterKeyFile::new(&self.master.path)
    }

    /// The file with the access keys, for whoever looks after it.
    #[must_use]
    pub fn access_keys(&self) -> AccessKeyFile {
        AccessKeyFile::new(&self.access.path)
    }
}

/// The secrets of this installation.
pub struct Keys {
    pub(crate) access: Arc<Watched<AccessRing>>,
    pub(crate) master: Arc<Watched<MasterRing>>,
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
        let made = new_key(None)?;
        let text = source.access.text(|| made)?;
        let access = Arc::new(Watched::new(&source.access.path, text, AccessRing::read)?);
        let text = source.secret.text(|| BASE64_STANDARD.encode(random()) + "\n")?;
        let secret = read_secret(&text, &source.secret.path.display().to_string())?;
        let text = source.master.text(master_keys::new_key)?;
        let master = Arc::new(Watched::new(&source.master.path, text, MasterRing::read)?);
        Ok(Self {
            access,
            master,
            refresh: derive(&secret, b"refresh tokens")?,
            links: derive(&secret, b"links")?,
            codes: derive(&secret, b"verification codes")?,
            identities: derive(&secret, b"identities")?,
        })
    }
}

/// Both alphabets of base64 will do, with padding or without.
pub(crate) fn read_secret(text: &str, origin: &str) -> Result<[u8; 32], LoadKeysError> {
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
