//! Shots and storyboards.

mod parts;

use super::{Result, kept, one_of};
use crate::{
    rows::{
        ShotRow, StoryboardRow,
        tables::{shot_lines, shots, storyboards},
    },
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;
use xinggen_domain::{EpisodeId, Id, LineId, ShotId, ports::Shots, shot::Shot, storyboard::Storyboard};

pub(crate) struct SqlShots<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Shots for SqlShots<'_> {
    async fn storyboard_of(&mut self, episode: EpisodeId) -> Result<Option<Storyboard>> {
        let call = self.0.read()?;
        let query = kept::of_episode::<storyboards::Entity>(&call, storyboards::Column::EpisodeId)
            .filter(storyboards::Column::EpisodeId.eq(episode.as_uuid()));
        let storyboard = one_of(call.one(query).await?)?;
        call.done(storyboard)
    }

    async fn put_storyboard(&mut self, storyboard: Storyboard) -> Result<()> {
        let call = self.0.write()?;
        let row = StoryboardRow::of(call.owner(), storyboard)?;
        call.put(row, &[storyboards::Column::UserId, storyboards::Column::EpisodeId]).await?;
        call.done(())
    }

    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Vec<Shot>> {
        let call = self.0.read()?;
        let query = kept::of_episode::<shots::Entity>(&call, shots::Column::EpisodeId)
            .filter(shots::Column::EpisodeId.eq(episode.as_uuid()))
            .order_by_asc(shots::Column::Number);
        let shots = whole(&call, call.all(query).await?).await?;
        call.done(shots)
    }

    async fn get(&mut self, id: ShotId) -> Result<Option<Shot>> {
        let call = self.0.read()?;
        let query = kept::of_episode::<shots::Entity>(&call, shots::Column::EpisodeId)
            .filter(shots::Column::Id.eq(id.as_uuid()));
        let row = call.one(query).await?;
        let shot = whole(&call, row.into_iter().collect()).await?.pop();
        call.done(shot)
    }

    async fn replace(&mut self, episode: EpisodeId, mut shots: Vec<Shot>) -> Result<()> {
        let call = self.0.write()?;
        let stored = stored(&call, episode).await?;
        for shot in &mut shots {
            if let Some(known) = stored.get(&shot.id) {
                shot.version = known.version + i64::from(!shot.says_the_same(known));
            }
        }
        // All go and come back, because shots swap numbers and lines move between shots: row by row, one would be
        // in another's way. Nothing else refers to a shot or line by key.
        let delete = call.delete::<shots::Entity>().filter(shots::Column::EpisodeId.eq(episode.as_uuid()));
        call.remove(delete).await?;
        let (rows, parts): (Vec<_>, Vec<_>) = shots
            .into_iter()
            .map(|shot| {
                let (row, parts) = ShotRow::of(call.owner(), shot);
                let id = row.id;
                (row, (id, parts))
            })
            .unzip();
        call.insert_all(rows).await?;
        parts::add(&call, parts).await?;
        call.done(())
    }

    async fn episode_of_line(&mut self, line: LineId) -> Result<Option<EpisodeId>> {
        let call = self.0.read()?;
        let shot_of_line = call
            .find::<shot_lines::Entity>()
            .select_only()
            .column(shot_lines::Column::ShotId)
            .filter(shot_lines::Column::Id.eq(line.as_uuid()))
            .into_query();
        let query = kept::of_episode::<shots::Entity>(&call, shots::Column::EpisodeId)
            .filter(shots::Column::Id.in_subquery(shot_of_line));
        let episode = call.one(query).await?.map(|row| EpisodeId::from_uuid(row.episode_id));
        call.done(episode)
    }
}

/// The shots of an episode as they are, locked.
async fn stored(call: &Call<'_>, episode: EpisodeId) -> Result<HashMap<ShotId, Shot>> {
    let query =
        call.find::<shots::Entity>().filter(shots::Column::EpisodeId.eq(episode.as_uuid())).lock_exclusive();
    let rows = call.all(query).await?;
    let shots = whole(call, rows).await?;
    Ok(shots.into_iter().map(|shot| (shot.id, shot)).collect())
}

async fn whole(call: &Call<'_>, rows: Vec<ShotRow>) -> Result<Vec<Shot>> {
    let mut parts = parts::of(call, rows.iter().map(|row| row.id).collect()).await?;
    rows.into_iter()
        .map(|row| {
            let parts = parts.remove(&row.id).unwrap_or_default();
            row.with_parts(parts)
        })
        .collect()
}
