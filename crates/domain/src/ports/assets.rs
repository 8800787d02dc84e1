use super::Page;
use crate::{
    AssetId,
    asset::{Asset, MediaKind},
    error::StoreError,
};
use async_trait::async_trait;

type Result<T> = std::result::Result<T, StoreError>;

/// Assets.
#[async_trait]
pub trait Assets: Send {
    /// Adds an asset.
    async fn add(&mut self, asset: Asset) -> Result<()>;
    /// An asset.
    async fn get(&mut self, id: AssetId) -> Result<Option<Asset>>;
    /// Those of these that exist, in any order.
    async fn get_many(&mut self, ids: &[AssetId]) -> Result<Vec<Asset>>;
    /// A page, of one kind or of all, newest first.
    async fn list(&mut self, kind: Option<MediaKind>, page: Page<AssetId>) -> Result<Vec<Asset>>;
    /// How many bytes all of them have together.
    async fn bytes(&mut self) -> Result<u64>;
    /// Removes an asset and leaves its object to the sweep. False, and nothing is removed, when a take or a cut
    /// uses it.
    async fn remove(&mut self, id: AssetId) -> Result<bool>;
}
