//! Stored files.

use crate::{AssetId, UserId, code::coded, provenance::Digest, time::Millis, time::Timestamp};
use std::fmt;

coded! {
    /// What kind of file it is.
    pub enum MediaKind {
        /// A still.
        Image = "image",
        /// A moving picture, with or without sound.
        Video = "video",
        /// Sound.
        Audio = "audio",
        /// Subtitles.
        Subtitle = "subtitle",
        /// Anything to read.
        Document = "document",
    }
}

/// The name of an object in storage. Keys begin with the tenant: `u/{user}/…`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectKey(String);

impl ObjectKey {
    /// The key of an asset of a user; `extension` without a dot.
    #[must_use]
    pub fn asset(user: UserId, asset: AssetId, extension: &str) -> Self {
        Self(format!("{}assets/{asset}.{extension}", Self::prefix(user)))
    }

    /// The key of an intermediate file that can be made again, named by what it was made from.
    #[must_use]
    pub fn intermediate(user: UserId, inputs: Digest, extension: &str) -> Self {
        Self(format!("{}intermediates/{inputs}.{extension}", Self::prefix(user)))
    }

    /// What all keys of a user begin with, and no others.
    #[must_use]
    pub fn prefix(user: UserId) -> String {
        format!("u/{user}/")
    }

    /// A key that was stored.
    #[must_use]
    pub fn from_stored(key: String) -> Self {
        Self(key)
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A stored file and its facts; the bytes live in object storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its id.
    pub id: AssetId,
    /// What it is.
    pub kind: MediaKind,
    /// Where the bytes are.
    pub key: ObjectKey,
    /// The media type, like `image/png`.
    pub mime: String,
    /// Its size.
    pub bytes: u64,
    /// The digest of the bytes.
    pub sha256: Digest,
    /// Pixels across, for pictures.
    pub width: Option<u32>,
    /// Pixels down, for pictures.
    pub height: Option<u32>,
    /// Its duration, for sound and moving pictures.
    pub duration_ms: Option<Millis>,
    /// When it was stored.
    pub created_at: Timestamp,
}
