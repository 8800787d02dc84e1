use super::{Result, all_of, kept, one_of};
use crate::{
    rows::{CutRow, tables::cuts},
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use xinggen_domain::{CutId, EpisodeId, Id, cut::Cut, ports::Cuts};

pub(crate) struct SqlCuts<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Cuts for SqlCuts<'_> {
    async fn add(&mut self, cut: Cut) -> Result<()> {
        let call = self.0.write()?;
        call.insert(CutRow::of(call.owner(), cut)?).await?;
        call.done(())
    }

    async fn get(&mut self, id: CutId) -> Result<Option<Cut>> {
        let call = self.0.read()?;
        let cut = one_of(call.one(found(&call).filter(cuts::Column::Id.eq(id.as_uuid()))).await?)?;
        call.done(cut)
    }

    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Vec<Cut>> {
        let call = self.0.read()?;
        let cuts = all_of(call.all(newest_of(&call, episode)).await?)?;
        call.done(cuts)
    }

    async fn latest_of(&mut self, episode: EpisodeId) -> Result<Option<Cut>> {
        let call = self.0.read()?;
        let cut = one_of(call.one(newest_of(&call, episode).limit(1)).await?)?;
        call.done(cut)
    }
}

fn found(call: &Call<'_>) -> Select<cuts::Entity> {
    kept::of_episode(call, cuts::Column::EpisodeId)
}

fn newest_of(call: &Call<'_>, episode: EpisodeId) -> Select<cuts::Entity> {
    found(call).filter(cuts::Column::EpisodeId.eq(episode.as_uuid())).order_by_desc(cuts::Column::Id)
}
