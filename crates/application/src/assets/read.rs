use super::Assets;
use crate::Actor;
use bytes::Bytes;
use std::{path::Path, sync::Arc, time::Duration};
use xinggen_domain::{
    AssetId,
    asset::Asset,
    error::{BlobError, StoreError},
    ports::BlobStore,
};

/// An asset of the actor's, opened to be read piece by piece.
#[derive(Clone)]
pub struct AssetReader {
    asset: Asset,
    blobs: Arc<dyn BlobStore>,
}

/// Why an asset's bytes were not written to a file.
#[derive(Debug, thiserror::Error)]
pub enum SaveAssetError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Storage failed, or the object is gone.
    #[error(transparent)]
    Blob(#[from] BlobError),
}

impl AssetReader {
    /// Its facts.
    #[must_use]
    pub fn asset(&self) -> &Asset {
        &self.asset
    }

    /// At most `limit` bytes from `offset` on; none from behind the end.
    ///
    /// # Errors
    /// Storage failed, or the object is gone.
    pub async fn read(&self, offset: u64, limit: u64) -> Result<Bytes, BlobError> {
        self.blobs.read(&self.asset.key, offset, limit).await
    }
}

impl Assets {
    /// Opens an asset to be read; none when there is no such asset.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open_asset(&self, actor: Actor, id: AssetId) -> Result<Option<AssetReader>, StoreError> {
        let asset = self.get_asset(actor, id).await?;
        Ok(asset.map(|asset| AssetReader { asset, blobs: Arc::clone(&self.ports.blobs) }))
    }

    /// Writes an asset's bytes to a file; false, and nothing is written, when there is no such asset. The row is read
    /// first and no transaction is open while the bytes are copied.
    ///
    /// # Errors
    /// The database or storage failed.
    pub async fn save_asset(&self, actor: Actor, id: AssetId, to: &Path) -> Result<bool, SaveAssetError> {
        let Some(asset) = self.get_asset(actor, id).await? else { return Ok(false) };
        self.ports.blobs.fetch(&asset.key, to).await?;
        Ok(true)
    }

    /// A link that anyone can read an asset by for so long, where the store gives such links; none where the bytes
    /// have to come through us. Whoever has an [`Asset`] has loaded it as its owner.
    ///
    /// # Errors
    /// Storage failed.
    pub async fn link_asset(&self, asset: &Asset, holds: Duration) -> Result<Option<String>, BlobError> {
        self.ports.blobs.link(&asset.key, &asset.mime, holds).await
    }
}
