//! Secrets that are stored sealed: useless to whoever has the table and not the keys.

use crate::{Id, UserId, code::coded};
use std::{fmt, str::FromStr};
use uuid::Uuid;

coded! {
    /// What a secret is for. One that was sealed for a purpose opens for no other.
    pub enum SecretPurpose {
        /// The secret of one-time codes.
        SecondFactor = "second_factor",
    }
}

/// What a secret belongs to. It opens only for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretLabel {
    /// Whose it is.
    pub owner: UserId,
    /// What it is for.
    pub purpose: SecretPurpose,
    /// The row that it is kept in.
    pub row: Uuid,
}

impl SecretLabel {
    /// The label of a user's second factor.
    #[must_use]
    pub fn second_factor(owner: UserId) -> Self {
        Self { owner, purpose: SecretPurpose::SecondFactor, row: owner.as_uuid() }
    }
}

/// A sealed secret, and the key that it was sealed with. In text: the key's id, a full stop, the bytes in hexadecimal.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which key opens it: lower-case letters and digits.
    pub key_id: String,
    /// What the key makes of the secret.
    pub bytes: Vec<u8>,
}

/// Not shown in full: nobody needs it.
impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({}, {} bytes)", self.key_id, self.bytes.len())
    }
}

impl fmt::Display for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.", self.key_id)?;
        self.bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A text that is not that of a sealed secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a sealed secret")]
pub struct NotSealed;

impl FromStr for Sealed {
    type Err = NotSealed;

    fn from_str(text: &str) -> Result<Self, NotSealed> {
        let (key_id, digits) = text.split_once('.').ok_or(NotSealed)?;
        let named =
            !key_id.is_empty() && key_id.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        let hexadecimal = digits.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c));
        if !named || !hexadecimal || digits.len() % 2 != 0 {
            return Err(NotSealed);
        }
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| NotSealed);
        let bytes = (0..digits.len()).step_by(2).map(byte).collect::<Result<_, _>>()?;
        Ok(Self { key_id: key_id.to_owned(), bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_text_is_read_back_and_nothing_else_is() {
        let sealed = Sealed { key_id: "0a1b".to_owned(), bytes: vec![0, 1, 0xfe] };
        assert_eq!(sealed.to_string(), "0a1b.0001fe");
        assert_eq!("0a1b.0001fe".parse(), Ok(sealed.clone()));
        for wrong in
            ["", ".", "0a1b", ".00", "0a1b.0", "0a1b.0G", "0A1b.00", "0a1b.00.00", "0a1b.雪雪", "0a1b.+1"]
        {
            assert_eq!(wrong.parse::<Sealed>(), Err(NotSealed), "{wrong}");
        }
        assert!(!format!("{sealed:?}").contains("fe"));
    }
}
