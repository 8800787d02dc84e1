use super::{
    Result,
    table::{insert, newest},
    tx::MemoryTx,
};
use async_trait::async_trait;
use std::collections::BTreeSet;
use xinggen_domain::{
    AssetId,
    asset::{Asset, MediaKind},
    ports::{Assets, Page},
};

pub(super) struct MemoryAssets<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Assets for MemoryAssets<'_> {
    async fn add(&mut self, asset: Asset) -> Result<()> {
        self.0.write(|tenant| insert(&mut tenant.assets, asset.id, asset, "asset id"))
    }

    async fn get(&mut self, id: AssetId) -> Result<Option<Asset>> {
        self.0.read(|tenant| tenant.assets.get(&id).cloned())
    }

    async fn get_many(&mut self, ids: &[AssetId]) -> Result<Vec<Asset>> {
        let ids: BTreeSet<&AssetId> = ids.iter().collect();
        self.0.read(|tenant| ids.into_iter().filter_map(|id| tenant.assets.get(id).cloned()).collect())
    }

    async fn list(&mut self, kind: Option<MediaKind>, page: Page<AssetId>) -> Result<Vec<Asset>> {
        self.0.read(|tenant| newest(&tenant.assets, page, |asset| kind.is_none_or(|kind| asset.kind == kind)))
    }

    async fn bytes(&mut self) -> Result<u64> {
        self.0.read(|tenant| tenant.assets.values().map(|asset| asset.bytes).sum())
    }

    async fn remove(&mut self, id: AssetId) -> Result<bool> {
        self.0.write(|tenant| {
            if tenant.uses(id) || !tenant.assets.contains_key(&id) {
                return Ok(false);
            }
            tenant.discard(id);
            Ok(true)
        })
    }
}
