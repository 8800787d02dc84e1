use super::{
    Result,
    table::{insert, parent},
    tx::MemoryTx,
};
use async_trait::async_trait;
use xinggen_domain::{CutId, EpisodeId, cut::Cut, ports::Cuts};

pub(super) struct MemoryCuts<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Cuts for MemoryCuts<'_> {
    async fn add(&mut self, cut: Cut) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.episodes, cut.episode_id, "episode")?;
            for file in [cut.video, cut.srt, cut.ass, cut.poster] {
                parent(&tenant.assets, file, "file")?;
            }
            insert(&mut tenant.cuts, cut.id, cut, "cut id")
        })
    }

    async fn get(&mut self, id: CutId) -> Result<Option<Cut>> {
        self.0.read(|tenant| {
            let cut = tenant.cuts.get(&id);
            cut.filter(|cut| tenant.shows_episode(cut.episode_id)).cloned()
        })
    }

    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Vec<Cut>> {
        self.0.read(|tenant| {
            let newest_first = tenant.cuts.values().rev();
            let cuts = newest_first.filter(|cut| cut.episode_id == episode);
            cuts.filter(|cut| tenant.shows_episode(cut.episode_id)).cloned().collect()
        })
    }

    async fn latest_of(&mut self, episode: EpisodeId) -> Result<Option<Cut>> {
        Ok(self.of_episode(episode).await?.into_iter().next())
    }
}
