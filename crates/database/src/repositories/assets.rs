use super::{Result, all_of, newest, one_of, removal};
use crate::{
    rows::{AssetRow, tables::assets},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, sea_query::ExprTrait};
use xinggen_domain::{
    AssetId, Id,
    asset::{Asset, MediaKind},
    ports::{Assets, Page},
};

pub(crate) struct SqlAssets<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Assets for SqlAssets<'_> {
    async fn add(&mut self, asset: Asset) -> Result<()> {
        let call = self.0.write()?;
        call.insert(AssetRow::of(call.owner(), asset)?).await?;
        call.done(())
    }

    async fn get(&mut self, id: AssetId) -> Result<Option<Asset>> {
        let call = self.0.read()?;
        let query = call.find::<assets::Entity>().filter(assets::Column::Id.eq(id.as_uuid()));
        let asset = one_of(call.one(query).await?)?;
        call.done(asset)
    }

    async fn get_many(&mut self, ids: &[AssetId]) -> Result<Vec<Asset>> {
        let call = self.0.read()?;
        let ids = ids.iter().map(|id| id.as_uuid());
        let query = call.find::<assets::Entity>().filter(assets::Column::Id.is_in(ids));
        let assets = all_of(call.all(query).await?)?;
        call.done(assets)
    }

    async fn list(&mut self, kind: Option<MediaKind>, page: Page<AssetId>) -> Result<Vec<Asset>> {
        let call = self.0.read()?;
        let mut query = newest(call.find::<assets::Entity>(), page);
        if let Some(kind) = kind {
            query = query.filter(assets::Column::Kind.eq(kind.code()));
        }
        let assets = all_of(call.all(query).await?)?;
        call.done(assets)
    }

    async fn bytes(&mut self) -> Result<u64> {
        let call = self.0.read()?;
        // PostgreSQL sums whole numbers to a decimal.
        let sum = assets::Column::Bytes.sum().cast_as("bigint");
        let sums: Vec<Option<i64>> =
            call.values(call.find::<assets::Entity>().select_only().expr(sum)).await?;
        let bytes = sums.into_iter().flatten().sum::<i64>().unsigned_abs();
        call.done(bytes)
    }

    async fn remove(&mut self, id: AssetId) -> Result<bool> {
        let call = self.0.write()?;
        let query = call.find::<assets::Entity>().filter(assets::Column::Id.eq(id.as_uuid()));
        // Locked, nobody can begin to use it between the look and the removal.
        let asset = call.one(query.lock_exclusive()).await?;
        let removed = removal::discard(&call, asset.into_iter().collect()).await?;
        call.done(removed)
    }
}
