use super::{Assets, sniff::sniff};
use crate::Actor;
use bytes::Bytes;
use xinggen_domain::{
    AssetId,
    asset::{Asset, MediaKind, ObjectKey},
    error::{BlobError, StoreError},
    plan::QuotaReached,
};

/// A file that somebody uploads.
#[derive(Debug, Clone)]
pub struct Upload {
    /// What the sender calls it. Believed only where bytes cannot tell: in how far text is to be read.
    pub name: String,
    /// The whole file.
    pub bytes: Bytes,
}

/// How large files may be, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadLimits {
    /// Stills.
    pub image: u64,
    /// Moving pictures.
    pub video: u64,
    /// Sound.
    pub audio: u64,
    /// Subtitles and text.
    pub text: u64,
}

impl UploadLimits {
    /// The limit for a kind of file.
    #[must_use]
    pub const fn of(&self, kind: MediaKind) -> u64 {
        match kind {
            MediaKind::Image => self.image,
            MediaKind::Video => self.video,
            MediaKind::Audio => self.audio,
            MediaKind::Subtitle | MediaKind::Document => self.text,
        }
    }
}

/// Why a file was not stored.
#[derive(Debug, thiserror::Error)]
pub enum UploadAssetError {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It is none of the kinds that can be stored.
    #[error(
        "the file is not a PNG, JPEG or WebP image, WAV or MP3 sound, an MP4 video, SubRip subtitles (.srt) or \
         UTF-8 text (.txt, .md)"
    )]
    UnknownType,
    /// It begins as this kind of file does, but its facts cannot be read.
    #[error("the file begins as {mime} does, but is damaged")]
    Damaged {
        /// The media type it begins as.
        mime: &'static str,
    },
    /// It is larger than files of its kind may be.
    #[error("the file has {bytes} bytes; for this kind of file ({kind}) {most} is the most")]
    TooLarge {
        /// What it is.
        kind: MediaKind,
        /// The most bytes.
        most: u64,
        /// How many it has.
        bytes: u64,
    },
    /// The plan does not allow it.
    #[error(transparent)]
    Quota(#[from] QuotaReached),
    /// Storage failed.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Assets {
    /// Stores a file. What it is, is read from its bytes; whatever the sender says of its type is not believed.
    ///
    /// # Errors
    /// See [`UploadAssetError`].
    pub async fn upload_asset(
        &self,
        actor: Actor,
        upload: Upload,
        limits: UploadLimits,
    ) -> Result<Asset, UploadAssetError> {
        let Upload { name, bytes } = upload;
        let size = bytes.len() as u64;
        if size == 0 {
            return Err(UploadAssetError::Empty);
        }
        let facts = sniff(&name, &bytes, limits)?;
        let most = limits.of(facts.kind);
        if size > most {
            return Err(UploadAssetError::TooLarge { kind: facts.kind, most, bytes: size });
        }
        // A look first, so that what will be refused is not stored before.
        let mut look = self.ports.store.begin_read(actor.user_id).await?;
        if let Some(reached) = self.ports.storage_left(&mut *look, actor, size).await? {
            return Err(reached.into());
        }
        drop(look);
        let id: AssetId = self.ports.ids.id();
        let key = ObjectKey::asset(actor.user_id, id, facts.extension);
        let stored = self.ports.blobs.put(&key, bytes).await?;
        let asset = Asset {
            id,
            kind: facts.kind,
            key,
            mime: facts.mime.to_owned(),
            bytes: stored.bytes,
            sha256: stored.sha256,
            width: facts.pixels.map(|(width, _)| width),
            height: facts.pixels.map(|(_, height)| height),
            duration_ms: facts.duration_ms,
            created_at: self.ports.clock.now(),
        };
        if let Err(error) = self.add_asset(actor, asset.clone()).await {
            // No row knows these bytes: nothing else would ever remove them.
            if let Err(left) = self.ports.blobs.delete(&asset.key).await {
                tracing::warn!(object.key = %asset.key, error = %left, "an object without a row was left");
            }
            return Err(error);
        }
        Ok(asset)
    }

    async fn add_asset(&self, actor: Actor, asset: Asset) -> Result<(), UploadAssetError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        if let Some(reached) = self.ports.too_much_storage(&mut *tx, actor, asset.bytes).await? {
            return Err(reached.into());
        }
        tx.assets().add(asset).await?;
        Ok(tx.commit().await?)
    }
}
