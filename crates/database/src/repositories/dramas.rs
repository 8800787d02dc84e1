use super::{Result, all_of, one_of};
use crate::{
    rows::{DramaRow, tables::dramas},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
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
        let query = call.find::<dramas::Entity>().filter(dramas::Column::Id.eq(id.as_uuid()));
        let drama = one_of(call.one(query).await?)?;
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

    async fn list(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>> {
        let call = self.0.read()?;
        // Ids sort by the time of making, so the id alone is the place in the list.
        let mut query =
            call.find::<dramas::Entity>().order_by_desc(dramas::Column::Id).limit(u64::from(page.limit));
        if let Some(after) = page.after {
            query = query.filter(dramas::Column::Id.lt(after.as_uuid()));
        }
        let dramas = all_of(call.all(query).await?)?;
        call.done(dramas)
    }
}
