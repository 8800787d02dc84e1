//! Keys with which programs call the API in the place of their owner: `xg_<id>_<secret><checksum>`.
//!
//! All but the prefix is hexadecimal: 32 digits of the key's id, 64 of a secret of 256 random bits, 8 of a checksum.
//! The checksum is the beginning of the SHA-256 digest of all before it, so whoever scans texts for leaked secrets
//! tells a key from something that looks like one, without asking us. Only the digest of the secret is stored.

use crate::{ApiKeyId, Id, UserId, code::coded, limits::TextLimit, provenance::Digest, time::Timestamp};
use chrono::Duration;
use std::{collections::BTreeSet, fmt::Write as _, str::FromStr};
use uuid::Uuid;

/// What every key begins with.
pub const PREFIX: &str = "xg_";
/// How many keys of one user may be live at once.
pub const MOST_LIVE: usize = 20;
/// What a key may be called.
pub const KEY_NAME: TextLimit = TextLimit { least: 1, most: 60, rows: false };
/// When a key was last used is written again after so many seconds.
pub const USE_SECONDS: i64 = 60;
/// How long a key is: the prefix, 32 digits, a line, 64 and 8 digits.
const LENGTH: usize = 108;
const CHECKSUM: usize = 8;

coded! {
    /// What a key may be used for.
    pub enum Scope {
        /// To read what its owner has.
        Read = "read",
        /// To make, change and delete it.
        Write = "write",
        /// To ask for what costs credits, and to steer it.
        Generate = "generate",
        /// To read the balance and the statement.
        Billing = "billing",
    }
}

/// What a key may be used for; at least one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes(BTreeSet<Scope>);

impl Scopes {
    /// These; none when there is not one.
    pub fn new(scopes: impl IntoIterator<Item = Scope>) -> Option<Self> {
        let scopes: BTreeSet<Scope> = scopes.into_iter().collect();
        (!scopes.is_empty()).then_some(Self(scopes))
    }

    /// Whether this is among them.
    #[must_use]
    pub fn allow(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Each, in order.
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }
}

/// A key, as its owner and the table know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id, which stands in its text too.
    pub id: ApiKeyId,
    /// Whose it is.
    pub user_id: UserId,
    /// What its owner calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Scopes,
    /// The digest of its secret.
    pub secret: Digest,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

impl ApiKey {
    /// Whether it lets anybody in.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }

    /// Whether it was not used in this hour (of UTC) before.
    #[must_use]
    pub fn is_first_use_of_hour(&self, now: Timestamp) -> bool {
        let hour = |time: Timestamp| time.timestamp().div_euclid(3_600);
        self.last_used_at.is_none_or(|last| hour(last) < hour(now))
    }

    /// Whether it was not used lately, so that a use is worth writing down.
    #[must_use]
    pub fn use_is_news(&self, now: Timestamp) -> bool {
        self.last_used_at.is_none_or(|last| now >= last + Duration::seconds(USE_SECONDS))
    }
}

/// What a text says that has the form of a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ShownKey {
    /// Which key.
    pub id: ApiKeyId,
    /// The digest of the secret that was shown.
    pub secret: Digest,
}

/// The text of a key.
#[must_use]
pub fn text(id: ApiKeyId, secret: &[u8; 32]) -> String {
    let mut text = format!("{PREFIX}{}_", id.as_uuid().simple());
    for byte in secret {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    let sum = checksum(&text);
    text + &sum
}

fn checksum(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string()[..CHECKSUM].to_owned()
}

/// What a text says if it has exactly the form that [`text`] writes.
#[must_use]
pub fn read(shown: &str) -> Option<ShownKey> {
    let lower = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
    let rest = shown.strip_prefix(PREFIX).filter(|_| shown.len() == LENGTH && shown.is_ascii())?;
    let (id, secret) = rest[..rest.len() - CHECKSUM].split_once('_')?;
    let hexadecimal = id.bytes().chain(secret.bytes()).all(lower) && id.len() == 32;
    if !hexadecimal || checksum(&shown[..LENGTH - CHECKSUM]) != shown[LENGTH - CHECKSUM..] {
        return None;
    }
    let secret = Digest::from_str(secret).ok()?;
    Some(ShownKey {
        id: ApiKeyId::from_uuid(Uuid::try_parse(id).ok()?),
        secret: Digest::of(secret.as_bytes()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> ApiKeyId {
        ApiKeyId::from_uuid(Uuid::from_u128(7))
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_timestamp(1_800_000_000 + seconds, 0).expect("a time")
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let text = text(id(), &[0xab; 32]);
        assert_eq!(text.len(), LENGTH);
        assert!(text.starts_with("xg_00000000000000000000000000000007_abab"), "{text}");
        let shown = read(&text).expect("a key");
        assert!(shown == ShownKey { id: id(), secret: Digest::of(&[0xab; 32]) });
    }

    #[test]
    fn anything_else_is_no_key() {
        let text = text(id(), &[0xab; 32]);
        for place in 0..text.len() {
            for other in ["0", "1", "A", "_", "雪", ""] {
                let changed = format!("{}{other}{}", &text[..place], &text[place + 1..]);
                assert!(changed == text || read(&changed).is_none(), "{other:?} at {place}");
            }
        }
        for wrong in ["", "xg_", &text[..107], &format!("{text}0"), &format!(" {text}"), &text.to_uppercase()]
        {
            assert!(read(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_key_lives_until_it_is_revoked_or_expires() {
        let key = ApiKey {
            id: id(),
            user_id: UserId::from_uuid(Uuid::from_u128(1)),
            name: "build".to_owned(),
            scopes: Scopes::new([Scope::Read]).expect("a scope"),
            secret: Digest::of(b"secret"),
            created_at: at(0),
            expires_at: Some(at(100)),
            last_used_at: Some(at(10)),
            revoked_at: None,
        };
        assert!(key.is_live(at(99)) && !key.is_live(at(100)));
        assert!(!ApiKey { revoked_at: Some(at(5)), ..key.clone() }.is_live(at(1)));
        assert!(ApiKey { expires_at: None, ..key.clone() }.is_live(at(1_000_000)));
        assert!(!key.use_is_news(at(69)) && key.use_is_news(at(70)));
        let used = |last| ApiKey { last_used_at: last, ..key.clone() };
        assert!(used(None).use_is_news(at(0)) && used(None).is_first_use_of_hour(at(0)));
        let hour = at(0).timestamp().rem_euclid(3_600);
        assert!(!used(Some(at(-hour))).is_first_use_of_hour(at(3_599 - hour)));
        assert!(used(Some(at(-hour))).is_first_use_of_hour(at(3_600 - hour)));
    }

    #[test]
    fn there_is_always_a_scope() {
        assert_eq!(Scopes::new([]), None);
        let scopes = Scopes::new([Scope::Write, Scope::Read, Scope::Write]).expect("scopes");
        assert_eq!(scopes.iter().collect::<Vec<_>>(), [Scope::Read, Scope::Write]);
        assert!(scopes.allow(Scope::Write) && !scopes.allow(Scope::Billing));
    }
}
