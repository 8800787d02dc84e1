//! [`SecretBox`](xinggen_domain::ports::SecretBox).

use super::{Broken, Outcome, SecretBoxHarness};
use uuid::Uuid;
use xinggen_domain::{
    Id, UserId,
    ports::OpenSecretError,
    sealed::{Sealed, SecretLabel, SecretPurpose},
};

const SECRET: &[u8] = "钥匙 and a secret".as_bytes();

fn label(owner: u128, row: u128) -> SecretLabel {
    let (owner, row) = (UserId::from_uuid(Uuid::from_u128(owner)), Uuid::from_u128(row));
    SecretLabel { owner, purpose: SecretPurpose::SecondFactor, row }
}

fn opened(harness: &dyn SecretBoxHarness, sealed: &Sealed) -> Result<Vec<u8>, OpenSecretError> {
    harness.secret_box().open(label(1, 2), sealed)
}

/// What was sealed is opened again, empty or long, also after its way through a text.
pub async fn a_secret_is_opened_again(harness: &dyn SecretBoxHarness) -> Outcome {
    let sealer = harness.secret_box();
    for secret in [SECRET, b"", &[7; 10_000]] {
        let sealed = sealer.seal(label(1, 2), secret);
        let read: Sealed = sealed.to_string().parse()?;
        assert_eq!(sealer.open(label(1, 2), &read)?, secret);
    }
    Ok(())
}

/// No two sealings of one secret are alike, and none shows it.
pub async fn sealings_tell_nothing(harness: &dyn SecretBoxHarness) -> Outcome {
    let sealer = harness.secret_box();
    let (one, two) = (sealer.seal(label(1, 2), SECRET), sealer.seal(label(1, 2), SECRET));
    assert!(one.bytes != two.bytes);
    for sealed in [one, two] {
        assert!(!sealed.bytes.windows(SECRET.len()).any(|part| part == SECRET));
    }
    Ok(())
}

/// A secret opens for its owner and its row only.
pub async fn another_label_opens_nothing(harness: &dyn SecretBoxHarness) -> Outcome {
    let sealer = harness.secret_box();
    let sealed = sealer.seal(label(1, 2), SECRET);
    for other in [label(2, 2), label(1, 1), label(2, 1)] {
        assert_eq!(sealer.open(other, &sealed), Err(OpenSecretError::Broken), "{other:?}");
    }
    Ok(())
}

/// Any changed bit, any cut and anything added breaks a secret.
pub async fn a_changed_secret_is_broken(harness: &dyn SecretBoxHarness) -> Outcome {
    let sealed = harness.secret_box().seal(label(1, 2), SECRET);
    for at in 0..sealed.bytes.len() {
        let mut bytes = sealed.bytes.clone();
        bytes[at] ^= 1;
        let changed = Sealed { bytes, ..sealed.clone() };
        assert_eq!(opened(harness, &changed), Err(OpenSecretError::Broken), "byte {at}");
        let cut = Sealed { bytes: sealed.bytes[..at].to_vec(), ..sealed.clone() };
        assert_eq!(opened(harness, &cut), Err(OpenSecretError::Broken), "cut to {at}");
    }
    let longer = Sealed { bytes: [sealed.bytes.as_slice(), b"x"].concat(), ..sealed };
    assert_eq!(opened(harness, &longer), Err(OpenSecretError::Broken));
    Ok(())
}

/// A key that is not there is named; the name of another key opens nothing.
pub async fn the_key_counts(harness: &dyn SecretBoxHarness) -> Outcome {
    let old = harness.secret_box().seal(label(1, 2), SECRET);
    harness.rotate();
    let new = harness.secret_box().seal(label(1, 2), SECRET);
    if old.key_id == new.key_id {
        return Err(Broken::new("a rotation leads to another key"));
    }
    let crossed = Sealed { key_id: new.key_id, bytes: old.bytes.clone() };
    assert_eq!(opened(harness, &crossed), Err(OpenSecretError::Broken));
    let unknown = Sealed { key_id: "nobodys".to_owned(), ..old };
    assert_eq!(opened(harness, &unknown), Err(OpenSecretError::UnknownKey("nobodys".to_owned())));
    Ok(())
}

/// After a rotation the new key seals at once, what is older still opens, and one can tell the two apart.
pub async fn a_rotation_keeps_what_is_sealed(harness: &dyn SecretBoxHarness) -> Outcome {
    let running = harness.secret_box();
    let old = running.seal(label(1, 2), SECRET);
    assert!(running.is_current(&old));
    harness.rotate();
    let new = running.seal(label(1, 2), SECRET);
    assert!(!running.is_current(&old) && running.is_current(&new));
    let another = harness.secret_box();
    for sealed in [&old, &new] {
        assert_eq!(running.open(label(1, 2), sealed)?, SECRET);
        assert_eq!(another.open(label(1, 2), sealed)?, SECRET);
    }
    harness.rotate();
    let newest = another.seal(label(1, 2), SECRET);
    assert_eq!(
        running.open(label(1, 2), &newest)?,
        SECRET,
        "a box that runs meets a key that it does not know"
    );
    Ok(())
}
