//! The keys that seal stored secrets: one file, 32 bytes in base64 a line, newest first. The first seals, all open.

use crate::{
    access_keys::RetireKeyError,
    keys::{LoadKeysError, read_secret},
    random::random,
    secret_file,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use std::path::{Path, PathBuf};
use xinggen_domain::provenance::Digest;

/// How many hexadecimal digits the id of a key has.
const ID: usize = 12;

/// One key.
pub(crate) struct MasterKey {
    /// What it is called: the beginning of a digest of it.
    pub(crate) id: String,
    pub(crate) bytes: [u8; 32],
}

/// The keys of a file, newest first; at least one.
pub(crate) struct MasterRing {
    pub(crate) newest: MasterKey,
    older: Vec<MasterKey>,
}

impl MasterRing {
    /// The keys in a text.
    pub(crate) fn read(text: &str, origin: &str) -> Result<Self, LoadKeysError> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut keys = lines
            .map(|line| Ok(MasterKey::of(read_secret(line, origin)?)))
            .collect::<Result<Vec<_>, _>>()?
            .into_iter();
        let newest = keys.next().ok_or_else(|| LoadKeysError::MalformedSecret(origin.to_owned()))?;
        Ok(Self { newest, older: keys.collect() })
    }

    fn all(&self) -> impl Iterator<Item = &MasterKey> {
        std::iter::once(&self.newest).chain(&self.older)
    }

    pub(crate) fn find(&self, id: &str) -> Option<&MasterKey> {
        self.all().find(|key| key.id == id)
    }
}

impl MasterKey {
    fn of(bytes: [u8; 32]) -> Self {
        let digest = Digest::of(&[b"xinggen master key 1\0".as_slice(), &bytes].concat());
        Self { id: digest.to_string()[..ID].to_owned(), bytes }
    }

    fn line(&self) -> String {
        BASE64_STANDARD.encode(self.bytes) + "\n"
    }
}

/// The text of a new key.
pub(crate) fn new_key() -> String {
    MasterKey::of(random()).line()
}

/// The file with the keys that seal stored secrets, for whoever looks after it.
#[derive(Debug, Clone)]
pub struct MasterKeyFile {
    path: PathBuf,
}

impl MasterKeyFile {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// The ids of the keys, newest first.
    ///
    /// # Errors
    /// The file cannot be read, or holds something else.
    pub fn list(&self) -> Result<Vec<String>, LoadKeysError> {
        let ring = MasterRing::read(&secret_file::read(&self.path)?, &self.path.display().to_string())?;
        Ok(ring.all().map(|key| key.id.clone()).collect())
    }

    /// Makes a key that seals from now on; those before go on opening. Makes the file when it is not there.
    ///
    /// # Errors
    /// The file cannot be read or written, or holds something else.
    pub fn rotate(&self) -> Result<String, LoadKeysError> {
        let origin = self.path.display().to_string();
        secret_file::change(&self.path, |before| {
            if let Some(before) = before {
                MasterRing::read(before, &origin)?;
            }
            let made = new_key();
            let id = MasterRing::read(&made, &origin)?.newest.id;
            Ok((made + before.unwrap_or_default(), id))
        })
    }

    /// Takes a key away: what it has sealed cannot be opened any more.
    ///
    /// # Errors
    /// There is no such key, it is the one that seals, or the file cannot be read or written.
    pub fn retire(&self, id: &str) -> Result<(), RetireKeyError> {
        let origin = self.path.display().to_string();
        secret_file::change(&self.path, |before| {
            let ring = MasterRing::read(before.unwrap_or_default(), &origin)?;
            if ring.newest.id == id {
                return Err(RetireKeyError::InUse(id.to_owned()));
            }
            if ring.find(id).is_none() {
                return Err(RetireKeyError::Unknown(id.to_owned()));
            }
            Ok((ring.all().filter(|key| key.id != id).map(MasterKey::line).collect(), ()))
        })
    }
}
