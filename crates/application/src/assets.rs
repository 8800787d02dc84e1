//! Files: uploaded, listed, read and removed.

mod read;
mod sniff;
mod upload;

pub use read::{AssetReader, SaveAssetError};
pub use upload::{Upload, UploadAssetError, UploadLimits};

use crate::{Actor, Ports};
use xinggen_domain::{
    AssetId,
    asset::{Asset, MediaKind},
    error::StoreError,
    ports::Page,
};

/// Stores, shows, reads and removes assets.
#[derive(Clone)]
pub struct Assets {
    pub(crate) ports: Ports,
}

/// Why an asset was not removed; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveAssetError {
    /// There is no such asset.
    #[error("no such asset")]
    NotFound,
    /// A take or a cut uses it.
    #[error("a take or a cut uses the asset")]
    InUse,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Assets {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// An asset; none when there is no such asset.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get_asset(&self, actor: Actor, id: AssetId) -> Result<Option<Asset>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.assets().get(id).await
    }

    /// Those of these assets that there are, in any order.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get_assets(&self, actor: Actor, ids: &[AssetId]) -> Result<Vec<Asset>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.assets().get_many(ids).await
    }

    /// A page of the actor's assets, of one kind or of all, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_assets(
        &self,
        actor: Actor,
        kind: Option<MediaKind>,
        page: Page<AssetId>,
    ) -> Result<Vec<Asset>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.assets().list(kind, page).await
    }

    /// Removes an asset that nothing uses; its bytes go with the next sweep.
    ///
    /// # Errors
    /// See [`RemoveAssetError`].
    pub async fn remove_asset(&self, actor: Actor, id: AssetId) -> Result<(), RemoveAssetError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        tx.assets().get(id).await?.ok_or(RemoveAssetError::NotFound)?;
        if !tx.assets().remove(id).await? {
            return Err(RemoveAssetError::InUse);
        }
        Ok(tx.commit().await?)
    }
}
