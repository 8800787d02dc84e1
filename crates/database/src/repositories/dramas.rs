use super::{Result, all_of, newest, one_of, removal};
use crate::{
    rows::{DramaRow, tables::dramas},
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, Select};
use xinggen_domain::{
    DramaId, Id,
    drama::Drama,
    ports::{Dramas, Page},
};

pub(crate) struct SqlDramas<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Dramas for SqlDramas<'_> {
    async fn add(&mut self, drama: Drama) -> Result<()> {
        let call = self.0.write()?;
        call.insert(DramaRow::of(call.owner(), drama)).await?;
        call.done(())
    }

    async fn get(&mut self, id: DramaId) -> Result<Option<Drama>> {
        let call = self.0.read()?;
        let drama = one_of(call.one(kept(&call).filter(dramas::Column::Id.eq(id.as_uuid()))).await?)?;
        call.done(drama)
    }

    async fn get_trashed(&mut self, id: DramaId) -> Result<Option<Drama>> {
        let call = self.0.read()?;
        let drama = one_of(call.one(trashed(&call).filter(dramas::Column::Id.eq(id.as_uuid()))).await?)?;
        call.done(drama)
    }

    async fn save(&mut self, drama: &mut Drama) -> Result<()> {
        let call = self.0.write()?;
        let mut row = DramaRow::of(call.owner(), drama.clone());
        row.version += 1;
        call.overwrite_version("drama", drama.id.as_uuid(), drama.version, row).await?;
        drama.version += 1;
        call.done(())
    }

    async fn find_imported(&mut self, import_key: &str) -> Result<Option<Drama>> {
        let call = self.0.read()?;
        let query = call.find::<dramas::Entity>().filter(dramas::Column::ImportKey.eq(import_key));
        let drama = one_of(call.one(query).await?)?;
        call.done(drama)
    }

    async fn count(&mut self) -> Result<u64> {
        let call = self.0.read()?;
        let found = call.count(kept(&call)).await?;
        call.done(found)
    }

    async fn list(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>> {
        let call = self.0.read()?;
        let dramas = all_of(call.all(newest(kept(&call), page)).await?)?;
        call.done(dramas)
    }

    async fn list_trashed(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>> {
        let call = self.0.read()?;
        let dramas = all_of(call.all(newest(trashed(&call), page)).await?)?;
        call.done(dramas)
    }

    async fn purge(&mut self, id: DramaId) -> Result<()> {
        let call = self.0.write()?;
        removal::purge(&call, id).await?;
        call.done(())
    }
}

fn kept(call: &Call<'_>) -> Select<dramas::Entity> {
    call.find::<dramas::Entity>().filter(dramas::Column::DeletedAt.is_null())
}

fn trashed(call: &Call<'_>) -> Select<dramas::Entity> {
    call.find::<dramas::Entity>()
        .filter(dramas::Column::DeletedAt.is_not_null())
        .filter(dramas::Column::Purged.eq(false))
}
