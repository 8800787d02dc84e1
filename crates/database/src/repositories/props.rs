use super::{Result, all_of, kept, one_of, takes};
use crate::{
    rows::{
        PropRow,
        tables::{props, shot_props},
    },
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use xinggen_domain::{DramaId, Id, PropId, ports::Props, scene::Prop, take::Target};

pub(crate) struct SqlProps<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Props for SqlProps<'_> {
    async fn add(&mut self, prop: Prop) -> Result<()> {
        let call = self.0.write()?;
        call.insert(PropRow::of(call.owner(), prop)).await?;
        call.done(())
    }

    async fn delete(&mut self, id: PropId) -> Result<bool> {
        let call = self.0.write()?;
        let query = call.find::<props::Entity>().filter(props::Column::Id.eq(id.as_uuid()));
        let deleted = match call.one(query.lock_exclusive()).await? {
            Some(row) if !is_used(&call, &row).await? => {
                takes::remove_of(&call, Target::Prop(id)).await?;
                call.remove(call.delete::<props::Entity>().filter(props::Column::Id.eq(row.id))).await? > 0
            }
            _ => false,
        };
        call.done(deleted)
    }

    async fn get(&mut self, id: PropId) -> Result<Option<Prop>> {
        let call = self.0.read()?;
        let query = found(&call).filter(props::Column::Id.eq(id.as_uuid()));
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
        let query =
            found(&call).filter(props::Column::DramaId.eq(drama.as_uuid())).order_by_asc(props::Column::Id);
        let props = all_of(call.all(query).await?)?;
        call.done(props)
    }

    async fn count(&mut self, drama: DramaId) -> Result<u64> {
        let call = self.0.read()?;
        let query = found(&call).filter(props::Column::DramaId.eq(drama.as_uuid()));
        let count = call.count(query).await?;
        call.done(count)
    }
}

fn found(call: &Call<'_>) -> Select<props::Entity> {
    kept::of_drama(call, props::Column::DramaId)
}

/// Whether a shot names a prop.
async fn is_used(call: &Call<'_>, row: &PropRow) -> Result<bool> {
    let in_shot = call.find::<shot_props::Entity>().filter(shot_props::Column::PropId.eq(row.id)).limit(1);
    Ok(call.one(in_shot).await?.is_some())
}
