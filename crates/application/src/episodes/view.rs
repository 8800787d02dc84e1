use super::Episodes;
use crate::Actor;
use xinggen_domain::{
    DramaId, EpisodeId, cut::Cut, episode::Episode, error::StoreError, script::Script,
    storyboard::Storyboard, time::Millis,
};

/// An episode with what there is of it so far.
#[derive(Debug, Clone)]
pub struct EpisodeView {
    /// The episode.
    pub episode: Episode,
    /// Its script, once written.
    pub script: Option<Script>,
    /// Its storyboard as a whole, once drawn up.
    pub storyboard: Option<Storyboard>,
    /// The latest cut.
    pub cut: Option<Cut>,
    /// How many shots it has.
    pub shots: usize,
    /// How many lines they have.
    pub lines: usize,
    /// How long it is planned to be, transitions not taken off.
    pub planned_ms: Millis,
}

impl Episodes {
    /// The episodes of a drama by number; none when there is no such drama.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_episodes(
        &self,
        actor: Actor,
        drama: DramaId,
    ) -> Result<Option<Vec<Episode>>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let Some(drama) = tx.dramas().get(drama).await? else {
            return Ok(None);
        };
        Ok(Some(tx.episodes().of_drama(drama.id).await?))
    }

    /// An episode with what there is of it; none when there is no such episode.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get_episode(&self, actor: Actor, id: EpisodeId) -> Result<Option<EpisodeView>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let Some(episode) = tx.episodes().get(id).await? else {
            return Ok(None);
        };
        let script = tx.scripts().of_episode(id).await?;
        let storyboard = tx.shots().storyboard_of(id).await?;
        let shots = tx.shots().of_episode(id).await?;
        let cut = tx.cuts().latest_of(id).await?;
        Ok(Some(EpisodeView {
            episode,
            script,
            storyboard,
            cut,
            lines: shots.iter().map(|shot| shot.lines.len()).sum(),
            planned_ms: shots.iter().map(|shot| shot.planned_ms).sum(),
            shots: shots.len(),
        }))
    }

    /// The script of an episode; none when there is no such episode or it has none yet.
    ///
    /// # Errors
    /// The database failed.
    pub async fn read_script(&self, actor: Actor, id: EpisodeId) -> Result<Option<Script>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let Some(episode) = tx.episodes().get(id).await? else {
            return Ok(None);
        };
        tx.scripts().of_episode(episode.id).await
    }

    /// All cuts of an episode, newest first; none when there is no such episode.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_cuts(&self, actor: Actor, id: EpisodeId) -> Result<Option<Vec<Cut>>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let Some(episode) = tx.episodes().get(id).await? else {
            return Ok(None);
        };
        Ok(Some(tx.cuts().of_episode(episode.id).await?))
    }
}
