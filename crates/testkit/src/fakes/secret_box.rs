use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use xinggen_domain::{
    Id,
    ports::{OneTimeCodes, OpenSecretError, SecretBox},
    provenance::Digest,
    sealed::{Sealed, SecretLabel},
};

const NONCE: usize = 8;
const TAG: usize = 32;

/// Seals as a real box does, with keys that anybody knows: `fake0`, `fake1` and so on. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct FakeSecretBox {
    newest: Arc<AtomicU64>,
    sealed: Arc<AtomicU64>,
}

impl FakeSecretBox {
    /// Seals with another key from now on.
    pub fn rotate(&self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
    }

    fn key_id(&self) -> String {
        format!("fake{}", self.newest.load(Ordering::Relaxed))
    }

    fn knows(&self, key_id: &str) -> bool {
        (0..=self.newest.load(Ordering::Relaxed)).any(|number| key_id == format!("fake{number}"))
    }
}

/// All that a sealing depends on, in one digest.
fn mixed(label: SecretLabel, key_id: &str, nonce: &[u8], rest: &[u8]) -> Digest {
    let SecretLabel { owner, purpose, row } = label;
    let about = format!("{key_id} {} {row} {purpose} ", owner.as_uuid());
    Digest::of(&[about.as_bytes(), nonce, rest].concat())
}

/// Bytes with the stream of their sealing over them, or without it again.
fn veiled(label: SecretLabel, key_id: &str, nonce: &[u8], bytes: &[u8]) -> Vec<u8> {
    let stream = |at: usize| mixed(label, key_id, nonce, &(at / 32).to_be_bytes()).as_bytes()[at % 32];
    bytes.iter().enumerate().map(|(at, byte)| byte ^ stream(at)).collect()
}

impl SecretBox for FakeSecretBox {
    fn seal(&self, label: SecretLabel, secret: &[u8]) -> Sealed {
        let key_id = self.key_id();
        let nonce = self.sealed.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let veiled = veiled(label, &key_id, &nonce, secret);
        let tag = mixed(label, &key_id, &nonce, &veiled);
        Sealed { key_id, bytes: [nonce.as_slice(), tag.as_bytes(), &veiled].concat() }
    }

    fn open(&self, label: SecretLabel, sealed: &Sealed) -> Result<Vec<u8>, OpenSecretError> {
        let Sealed { key_id, bytes } = sealed;
        if !self.knows(key_id) {
            return Err(OpenSecretError::UnknownKey(key_id.clone()));
        }
        let (nonce, rest) = bytes.split_at_checked(NONCE).ok_or(OpenSecretError::Broken)?;
        let (tag, hidden) = rest.split_at_checked(TAG).ok_or(OpenSecretError::Broken)?;
        if mixed(label, key_id, nonce, hidden).as_bytes() != tag {
            return Err(OpenSecretError::Broken);
        }
        Ok(veiled(label, key_id, nonce, hidden))
    }

    fn is_current(&self, sealed: &Sealed) -> bool {
        sealed.key_id == self.key_id()
    }
}

/// Codes that tell their step: its last six digits, whatever the secret is.
#[derive(Debug, Clone, Copy, Default)]
pub struct FakeOneTime;

impl OneTimeCodes for FakeOneTime {
    fn code(&self, _secret: &[u8], step: i64) -> String {
        format!("{:06}", step % 1_000_000)
    }
}
