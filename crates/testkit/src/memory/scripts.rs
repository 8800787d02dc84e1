use super::{Result, table::parent, tx::MemoryTx};
use async_trait::async_trait;
use xinggen_domain::{EpisodeId, ports::Scripts, script::Script};

pub(super) struct MemoryScripts<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Scripts for MemoryScripts<'_> {
    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Option<Script>> {
        self.0.read(|tenant| tenant.scripts.get(&episode).filter(|_| tenant.shows_episode(episode)).cloned())
    }

    async fn put(&mut self, script: Script) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.episodes, script.episode_id, "episode")?;
            tenant.scripts.insert(script.episode_id, script);
            Ok(())
        })
    }
}
