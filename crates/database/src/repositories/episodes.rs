use super::{Result, all_of, kept, one_of, removal};
use crate::{
    rows::{EpisodeRow, convert::narrow, tables::episodes},
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use xinggen_domain::{DramaId, EpisodeId, Id, episode::Episode, ports::Episodes};

pub(crate) struct SqlEpisodes<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Episodes for SqlEpisodes<'_> {
    async fn add(&mut self, episode: Episode) -> Result<()> {
        let call = self.0.write()?;
        call.insert(EpisodeRow::of(call.owner(), episode)).await?;
        call.done(())
    }

    async fn get(&mut self, id: EpisodeId) -> Result<Option<Episode>> {
        let call = self.0.read()?;
        let query = found(&call).filter(episodes::Column::Id.eq(id.as_uuid()));
        let episode = one_of(call.one(query).await?)?;
        call.done(episode)
    }

    async fn lock(&mut self, id: EpisodeId) -> Result<Option<Episode>> {
        let call = self.0.write()?;
        let query = found(&call).filter(episodes::Column::Id.eq(id.as_uuid())).lock_exclusive();
        let episode = one_of(call.one(query).await?)?;
        call.done(episode)
    }

    async fn delete(&mut self, id: EpisodeId) -> Result<()> {
        let call = self.0.write()?;
        removal::remove_episode(&call, id).await?;
        call.done(())
    }

    async fn save(&mut self, episode: &mut Episode) -> Result<()> {
        let call = self.0.write()?;
        let mut row = EpisodeRow::of(call.owner(), episode.clone());
        row.version += 1;
        call.overwrite_version("episode", episode.id.as_uuid(), episode.version, row).await?;
        episode.version += 1;
        call.done(())
    }

    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Episode>> {
        let call = self.0.read()?;
        let query = found(&call)
            .filter(episodes::Column::DramaId.eq(drama.as_uuid()))
            .order_by_asc(episodes::Column::Number);
        let episodes = all_of(call.all(query).await?)?;
        call.done(episodes)
    }

    async fn count(&mut self, drama: DramaId) -> Result<u64> {
        let call = self.0.read()?;
        let query = found(&call).filter(episodes::Column::DramaId.eq(drama.as_uuid()));
        let count = call.count(query).await?;
        call.done(count)
    }

    async fn last_number(&mut self, drama: DramaId) -> Result<u32> {
        let call = self.0.read()?;
        let query = found(&call)
            .filter(episodes::Column::DramaId.eq(drama.as_uuid()))
            .order_by_desc(episodes::Column::Number)
            .limit(1)
            .select_only()
            .column(episodes::Column::Number);
        let last: Vec<i64> = call.values(query).await?;
        let last = last.into_iter().next().map_or(Ok(0), narrow)?;
        call.done(last)
    }
}

fn found(call: &Call<'_>) -> Select<episodes::Entity> {
    kept::of_drama(call, episodes::Column::DramaId)
}
