use crate::{
    Keys,
    master_keys::{MasterKey, MasterRing},
    random::random,
    watched::Watched,
};
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use std::sync::Arc;
use xinggen_domain::{
    Id,
    ports::{OpenSecretError, SecretBox},
    sealed::{Sealed, SecretLabel},
};

/// What is bound to a sealed secret begins with this; whoever changes the message changes the number.
const VERSION: &[u8] = b"xinggen sealed 1\0";
/// How long the nonce is that stands before the sealed bytes.
const NONCE: usize = 24;

/// Secrets sealed by XChaCha20-Poly1305 with a random nonce; owner, purpose, row and key are bound to them, so that
/// none can be put in the place of another.
///
/// The newest master key seals, all open. Keys are read anew whenever something is sealed, and when the key of
/// something sealed is not known, so a rotation needs no restart.
pub struct XChaChaSecretBox {
    keys: Arc<Watched<MasterRing>>,
}

impl XChaChaSecretBox {
    /// Secrets sealed with the master keys.
    #[must_use]
    pub fn new(keys: &Keys) -> Self {
        Self { keys: Arc::clone(&keys.master) }
    }
}

/// The purpose ends with a zero and everything else but the key's id, at the end, has its fixed length: no two
/// labels share a message.
fn bound(label: SecretLabel, key: &MasterKey) -> Vec<u8> {
    let (owner, row) = (label.owner.as_uuid(), label.row);
    let purpose = label.purpose.code().as_bytes();
    [VERSION, purpose, b"\0", owner.as_bytes(), row.as_bytes(), key.id.as_bytes()].concat()
}

fn cipher(key: &MasterKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(key.bytes))
}

impl SecretBox for XChaChaSecretBox {
    fn seal(&self, label: SecretLabel, secret: &[u8]) -> Sealed {
        let keys = self.keys.fresh();
        let key = &keys.newest;
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&random()[..NONCE]);
        let payload = Payload { msg: secret, aad: &bound(label, key) };
        // Only more bytes than fit into memory cannot be sealed. If it ever should fail, nothing opens what is left.
        let sealed = cipher(key).encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.inspect_err(|error| tracing::error!(%error, "a secret cannot be sealed"));
        Sealed { key_id: key.id.clone(), bytes: [nonce.as_slice(), &sealed.unwrap_or_default()].concat() }
    }

    fn open(&self, label: SecretLabel, sealed: &Sealed) -> Result<Vec<u8>, OpenSecretError> {
        let unlock = |key: &MasterKey| {
            let (nonce, bytes) = sealed.bytes.split_first_chunk::<NONCE>()?;
            let payload = Payload { msg: bytes, aad: &bound(label, key) };
            cipher(key).decrypt(&XNonce::from(*nonce), payload).ok()
        };
        let opened = match self.keys.known().find(&sealed.key_id) {
            Some(key) => unlock(key),
            None => match self.keys.fresh().find(&sealed.key_id) {
                Some(key) => unlock(key),
                None => return Err(OpenSecretError::UnknownKey(sealed.key_id.clone())),
            },
        };
        opened.ok_or(OpenSecretError::Broken)
    }

    fn is_current(&self, sealed: &Sealed) -> bool {
        self.keys.fresh().newest.id == sealed.key_id
    }
}
