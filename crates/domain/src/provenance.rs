//! What a result was made from. A result is current while the hash of its inputs is the hash that would be
//! computed now; staleness is never guessed from dates.

pub use crate::engine::ModelRef;

use sha2::{Digest as _, Sha256};
use std::{fmt, str::FromStr};

/// A SHA-256 digest; 64 lower-case hexadecimal digits in text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The raw 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A digest that was computed elsewhere (for a file read in pieces).
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// A text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 digest: {0:?}")]
pub struct NotADigest(String);

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotADigest(text.to_owned());
        if text.len() != 64 || !text.is_ascii() {
            return Err(refuse());
        }
        let mut bytes = [0; 32];
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| refuse())?;
        }
        Ok(Self(bytes))
    }
}

/// One named input of a result: short texts as they are, long ones and files as digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What it is, like `action` or `scene image`.
    pub name: String,
    /// Its value, or the digest of it.
    pub value: String,
}

/// The inputs of a result and the hash over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// Over all inputs in order, names included.
    pub hash: Digest,
    /// The inputs.
    pub inputs: Vec<Input>,
}

/// Texts up to this many bytes are kept as they are; longer ones as their digest.
const KEPT_BYTES: usize = 200;

/// Collects inputs in order.
#[derive(Debug, Clone, Default)]
pub struct ProvenanceBuilder {
    inputs: Vec<Input>,
}

impl ProvenanceBuilder {
    /// Starts with the model that will do the work.
    #[must_use]
    pub fn new(model: &ModelRef) -> Self {
        Self::default().with("vendor", &model.vendor).with("model", &model.model)
    }

    /// Adds one input.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        let value =
            if value.len() > KEPT_BYTES { format!("sha256:{}", Digest::of(value.as_bytes())) } else { value };
        self.inputs.push(Input { name: name.to_owned(), value });
        self
    }

    /// Adds one input per item.
    #[must_use]
    pub fn with_each<T: fmt::Display>(self, name: &str, values: impl IntoIterator<Item = T>) -> Self {
        values.into_iter().fold(self, |builder, value| builder.with(name, value))
    }

    /// Hashes what was collected. Lengths go into the hash, so that no two lists of inputs look the same.
    #[must_use]
    pub fn finish(self) -> Provenance {
        let mut hasher = Sha256::new();
        for Input { name, value } in &self.inputs {
            for part in [name, value] {
                hasher.update((part.len() as u64).to_be_bytes());
                hasher.update(part.as_bytes());
            }
        }
        Provenance { hash: Digest(hasher.finalize().into()), inputs: self.inputs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_that_only_shift_their_boundary_differ() {
        let one = ProvenanceBuilder::default().with("a", "bc").with("d", "").finish();
        let two = ProvenanceBuilder::default().with("a", "b").with("d", "c").finish();
        assert_ne!(one.hash, two.hash);
    }

    #[test]
    fn a_digest_survives_its_text() {
        let digest = Digest::of(b"x");
        assert_eq!(digest.to_string().parse::<Digest>(), Ok(digest));
        assert!("zz".parse::<Digest>().is_err());
    }
}
