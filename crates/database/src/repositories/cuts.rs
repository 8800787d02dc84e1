use super::{Result, one_of};
use crate::{
    rows::{CutRow, tables::cuts},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use xinggen_domain::{EpisodeId, Id, cut::Cut, ports::Cuts};

pub(crate) struct SqlCuts<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Cuts for SqlCuts<'_> {
    async fn add(&mut self, cut: Cut) -> Result<()> {
        let call = self.0.write()?;
        call.insert(CutRow::of(call.owner(), cut)?).await?;
        call.done(())
    }

    async fn latest_of(&mut self, episode: EpisodeId) -> Result<Option<Cut>> {
        let call = self.0.read()?;
        let query = call
            .find::<cuts::Entity>()
            .filter(cuts::Column::EpisodeId.eq(episode.as_uuid()))
            .order_by_desc(cuts::Column::Id)
            .limit(1);
        let cut = one_of(call.one(query).await?)?;
        call.done(cut)
    }
}
