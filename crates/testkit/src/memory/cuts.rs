use super::{
    Result,
    table::{insert, parent},
    tx::MemoryTx,
};
use async_trait::async_trait;
use xinggen_domain::{EpisodeId, cut::Cut, ports::Cuts};

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

    async fn latest_of(&mut self, episode: EpisodeId) -> Result<Option<Cut>> {
        self.0.read(|tenant| {
            let mut newest_first = tenant.cuts.values().rev();
            newest_first.find(|cut| cut.episode_id == episode).cloned()
        })
    }
}
