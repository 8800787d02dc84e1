//! The keys of access tokens: one file of Ed25519 keys, newest first. The first signs, all verify.

use crate::{keys::LoadKeysError, secret_file};
use aws_lc_rs::{
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair as _},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{DecodingKey, EncodingKey};
use pem::{EncodeConfig, LineEnding, Pem};
use std::path::{Path, PathBuf};
use xinggen_domain::{provenance::Digest, time::Timestamp};

/// The label of PKCS#8.
const PRIVATE_KEY: &str = "PRIVATE KEY";
/// The header of a block that says when its key was made.
const MADE: &str = "Made";

/// One key.
pub(crate) struct AccessKey {
    /// What it is called: its thumbprint by RFC 7638.
    pub(crate) id: String,
    pub(crate) public: [u8; 32],
    pub(crate) signing: EncodingKey,
    pub(crate) checking: DecodingKey,
    made: Option<String>,
}

/// The keys of a file, newest first; at least one.
pub(crate) struct AccessRing {
    pub(crate) newest: AccessKey,
    older: Vec<AccessKey>,
}

impl AccessRing {
    /// The keys in a text; anything else in it is not looked at.
    pub(crate) fn read(text: &str, origin: &str) -> Result<Self, LoadKeysError> {
        let read = || {
            let blocks = pem::parse_many(text).ok()?;
            let mut keys = blocks.iter().map(AccessKey::read).collect::<Option<Vec<_>>>()?.into_iter();
            Some(Self { newest: keys.next()?, older: keys.collect() })
        };
        read().ok_or_else(|| LoadKeysError::MalformedAccessKey(origin.to_owned()))
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &AccessKey> {
        std::iter::once(&self.newest).chain(&self.older)
    }

    pub(crate) fn find(&self, id: &str) -> Option<&AccessKey> {
        self.all().find(|key| key.id == id)
    }
}

impl AccessKey {
    fn read(block: &Pem) -> Option<Self> {
        let pair = Ed25519KeyPair::from_pkcs8(Some(block).filter(|pem| pem.tag() == PRIVATE_KEY)?.contents());
        let public: [u8; 32] = pair.ok()?.public_key().as_ref().try_into().ok()?;
        Some(Self {
            id: thumbprint(&public),
            public,
            signing: EncodingKey::from_ed_der(block.contents()),
            checking: DecodingKey::from_ed_der(&public),
            made: block.headers().get(MADE).map(str::to_owned),
        })
    }
}

fn thumbprint(public: &[u8]) -> String {
    let x = BASE64_URL_SAFE_NO_PAD.encode(public);
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    BASE64_URL_SAFE_NO_PAD.encode(Digest::of(members.as_bytes()).as_bytes())
}

/// The text of a new key.
pub(crate) fn new_key(made: Option<Timestamp>) -> Result<String, LoadKeysError> {
    let key = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).map_err(|_| LoadKeysError::Library)?;
    let mut block = Pem::new(PRIVATE_KEY, key.as_ref());
    if let Some(made) = made {
        let day = made.format("%Y-%m-%dT%H.%M.%SZ").to_string();
        block.headers_mut().add(MADE, &day).map_err(|_| LoadKeysError::Library)?;
    }
    Ok(written(&block))
}

fn written(block: &Pem) -> String {
    pem::encode_config(block, EncodeConfig::new().set_line_ending(LineEnding::LF))
}

/// What can be told of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessKeyFacts {
    /// What it is called: the `kid` of its tokens.
    pub id: String,
    /// Whether it signs; the others only verify.
    pub signs: bool,
    /// When it was made, where the file says so.
    pub made: Option<String>,
}

/// Why a key was not retired.
#[derive(Debug, thiserror::Error)]
pub enum RetireKeyError {
    /// There is none of this name.
    #[error("there is no key {0}; xinggen keys list tells which there are")]
    Unknown(String),
    /// It is in use.
    #[error("the key {0} is in use; xinggen keys rotate makes the one that takes its place")]
    InUse(String),
    /// The keys cannot be read or written.
    #[error(transparent)]
    Keys(#[from] LoadKeysError),
}

/// The file with the keys of access tokens, for whoever looks after it. Running servers notice a change within a
/// second.
#[derive(Debug, Clone)]
pub struct AccessKeyFile {
    path: PathBuf,
}

impl AccessKeyFile {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// The keys, newest first.
    ///
    /// # Errors
    /// The file cannot be read, or holds something else.
    pub fn list(&self) -> Result<Vec<AccessKeyFacts>, LoadKeysError> {
        let ring = AccessRing::read(&secret_file::read(&self.path)?, &self.path.display().to_string())?;
        let facts = |(at, key): (usize, &AccessKey)| AccessKeyFacts {
            id: key.id.clone(),
            signs: at == 0,
            made: key.made.clone(),
        };
        Ok(ring.all().enumerate().map(facts).collect())
    }

    /// Makes a key that signs from now on; those before go on verifying. Makes the file when it is not there.
    ///
    /// # Errors
    /// The file cannot be read or written, or holds something else.
    pub fn rotate(&self, now: Timestamp) -> Result<String, LoadKeysError> {
        let origin = self.path.display().to_string();
        secret_file::change(&self.path, |before| {
            if let Some(before) = before {
                AccessRing::read(before, &origin)?;
            }
            let made = new_key(Some(now))?;
            let id = AccessRing::read(&made, &origin)?.newest.id;
            Ok((made + before.unwrap_or_default(), id))
        })
    }

    /// Takes a key away: what it has signed is refused from now on.
    ///
    /// # Errors
    /// There is no such key, it is the one that signs, or the file cannot be read or written.
    pub fn retire(&self, id: &str) -> Result<(), RetireKeyError> {
        let origin = self.path.display().to_string();
        secret_file::change(&self.path, |before| {
            let ring = AccessRing::read(before.unwrap_or_default(), &origin)?;
            if ring.newest.id == id {
                return Err(RetireKeyError::InUse(id.to_owned()));
            }
            if ring.find(id).is_none() {
                return Err(RetireKeyError::Unknown(id.to_owned()));
            }
            let blocks = pem::parse_many(before.unwrap_or_default()).unwrap_or_default();
            let other = |block: &&Pem| AccessKey::read(block).is_some_and(|key| key.id != id);
            Ok((blocks.iter().filter(other).map(written).collect(), ()))
        })
    }
}
