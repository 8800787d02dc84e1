//! Sealed secrets: the contract, and how the keys of the box come and go.

use crate::fresh::given;
use std::{fs, sync::Arc};
use tempfile::TempDir;
use uuid::Uuid;
use xinggen_domain::{
    Id, UserId,
    ports::{OpenSecretError, SecretBox},
    sealed::SecretLabel,
};
use xinggen_security::{KeySource, Keys, LoadKeysError, RetireKeyError, XChaChaSecretBox};
use xinggen_testkit::{contract::SecretBoxHarness, secret_box_contract};

/// Processes that share a data folder.
struct Shared {
    _folder: TempDir,
    source: KeySource,
    running: Arc<XChaChaSecretBox>,
}

impl SecretBoxHarness for Shared {
    fn secret_box(&self) -> Arc<dyn SecretBox> {
        self.running.clone()
    }
    fn rotate(&self) {
        self.source.master_keys().rotate().expect("a new key");
    }
}

async fn shared() -> Shared {
    let folder = tempfile::tempdir().expect("a folder");
    let source = KeySource::folder(folder.path());
    let running = Arc::new(XChaChaSecretBox::new(&Keys::load(&source).expect("keys")));
    Shared { _folder: folder, source, running }
}

secret_box_contract!(shared);

fn label() -> SecretLabel {
    SecretLabel::second_factor(UserId::from_uuid(Uuid::from_u128(1)))
}

#[tokio::test]
async fn a_retired_key_opens_nothing_in_a_process_that_starts() {
    let shared = shared().await;
    let sealed = shared.running.seal(label(), b"secret");
    let keys = shared.source.master_keys();
    assert!(matches!(keys.retire(&sealed.key_id), Err(RetireKeyError::InUse(_))), "it seals");
    assert!(matches!(keys.retire("another"), Err(RetireKeyError::Unknown(_))));
    let id = keys.rotate().expect("a new key");
    assert_eq!(keys.list().expect("keys"), [id.clone(), sealed.key_id.clone()]);
    let starting = || XChaChaSecretBox::new(&Keys::load(&shared.source).expect("keys"));
    assert_eq!(starting().open(label(), &sealed).as_deref(), Ok(b"secret".as_slice()));
    keys.retire(&sealed.key_id).expect("it goes");
    assert_eq!(keys.list().expect("keys"), [id]);
    let error = starting().open(label(), &sealed).expect_err("its key is gone");
    assert_eq!(error, OpenSecretError::UnknownKey(sealed.key_id));
}

#[test]
fn a_file_that_holds_no_keys_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("master");
    for text in ["", "\n\n", "short\n", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nshort\n"] {
        fs::write(&path, text).expect("written");
        let error = Keys::load(&given().with_master_file(path.clone())).err().expect("refused");
        assert!(matches!(error, LoadKeysError::MalformedSecret(_)), "{error:?} for {text:?}");
    }
}
