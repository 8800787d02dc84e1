use super::{
    Result,
    removal::remove_episode,
    table::{insert, parent, save, unique},
    tx::MemoryTx,
};
use async_trait::async_trait;
use xinggen_domain::{DramaId, EpisodeId, episode::Episode, ports::Episodes};

pub(super) struct MemoryEpisodes<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Episodes for MemoryEpisodes<'_> {
    async fn add(&mut self, episode: Episode) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.dramas, episode.drama_id, "drama")?;
            let taken =
                |other: &Episode| other.drama_id == episode.drama_id && other.number == episode.number;
            unique(tenant.episodes.values().any(taken), "episode number")?;
            insert(&mut tenant.episodes, episode.id, episode, "episode id")
        })
    }

    async fn get(&mut self, id: EpisodeId) -> Result<Option<Episode>> {
        self.0.read(|tenant| tenant.episodes.get(&id).filter(|_| tenant.shows_episode(id)).cloned())
    }

    async fn lock(&mut self, id: EpisodeId) -> Result<Option<Episode>> {
        self.get(id).await
    }

    async fn delete(&mut self, id: EpisodeId) -> Result<()> {
        self.0.write(|tenant| {
            remove_episode(tenant, id);
            Ok(())
        })
    }

    async fn save(&mut self, episode: &mut Episode) -> Result<()> {
        self.0.write(|tenant| save(&mut tenant.episodes, episode))
    }

    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Episode>> {
        self.0.read(|tenant| {
            let episodes = tenant.episodes.values().filter(|episode| episode.drama_id == drama);
            let mut episodes: Vec<Episode> = episodes.filter(|_| tenant.shows(drama)).cloned().collect();
            episodes.sort_by_key(|episode| episode.number);
            episodes
        })
    }

    async fn count(&mut self, drama: DramaId) -> Result<u64> {
        Ok(self.of_drama(drama).await?.len() as u64)
    }

    async fn last_number(&mut self, drama: DramaId) -> Result<u32> {
        Ok(self.of_drama(drama).await?.last().map_or(0, |episode| episode.number))
    }
}
