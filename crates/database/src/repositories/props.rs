use super::{Result, all_of, one_of};
use crate::{
    rows::{PropRow, tables::props},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use xinggen_domain::{DramaId, Id, PropId, ports::Props, scene::Prop};

pub(crate) struct SqlProps<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Props for SqlProps<'_> {
    async fn add(&mut self, prop: Prop) -> Result<()> {
        let call = self.0.write()?;
        call.insert(PropRow::of(call.owner(), prop)).await?;
        call.done(())
    }

    async fn get(&mut self, id: PropId) -> Result<Option<Prop>> {
        let call = self.0.read()?;
        let query = call.find::<props::Entity>().filter(props::Column::Id.eq(id.as_uuid()));
        let prop = one_of(call.one(query).await?)?;
        call.done(prop)
    }

    async fn save(&mut self, prop: &mut Prop) -> Result<()> {
        let call = self.0.write()?;
        let mut row = PropRow::of(call.owner(), prop.clone());
        row.version += 1;
        call.overwrite_version("prop", prop.id.as_uuid(), prop.version, row).await?;
        prop.version += 1;
        call.done(())
    }

    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Prop>> {
        let call = self.0.read()?;
        let query = call
            .find::<props::Entity>()
            .filter(props::Column::DramaId.eq(drama.as_uuid()))
            .order_by_asc(props::Column::Id);
        let props = all_of(call.all(query).await?)?;
        call.done(props)
    }
}
