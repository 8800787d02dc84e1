use super::{Result, kept, one_of};
use crate::{
    rows::{ScriptRow, tables::scripts},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter};
use xinggen_domain::{EpisodeId, Id, ports::Scripts, script::Script};

pub(crate) struct SqlScripts<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Scripts for SqlScripts<'_> {
    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Option<Script>> {
        let call = self.0.read()?;
        let query = kept::of_episode::<scripts::Entity>(&call, scripts::Column::EpisodeId)
            .filter(scripts::Column::EpisodeId.eq(episode.as_uuid()));
        let script = one_of(call.one(query).await?)?;
        call.done(script)
    }

    async fn put(&mut self, script: Script) -> Result<()> {
        let call = self.0.write()?;
        let row = ScriptRow::of(call.owner(), script)?;
        call.put(row, &[scripts::Column::UserId, scripts::Column::EpisodeId]).await?;
        call.done(())
    }
}
