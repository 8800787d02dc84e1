use super::Page;
use crate::{DramaId, EpisodeId, drama::Drama, episode::Episode, error::StoreError};
use async_trait::async_trait;

type Result<T> = std::result::Result<T, StoreError>;

/// Dramas.
#[async_trait]
pub trait Dramas: Send {
    /// Adds a drama.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the import key is taken.
    async fn add(&mut self, drama: Drama) -> Result<()>;
    /// A drama that is not in the trash. What belongs to one in the trash (episodes, characters, scenes, props,
    /// scripts, storyboards, shots, takes, cuts, productions) is not found either until it is restored; its jobs
    /// and assets are.
    async fn get(&mut self, id: DramaId) -> Result<Option<Drama>>;
    /// A drama that is in the trash and still has its content.
    async fn get_trashed(&mut self, id: DramaId) -> Result<Option<Drama>>;
    /// The drama that was imported under this key, also when it is in the trash.
    async fn find_imported(&mut self, import_key: &str) -> Result<Option<Drama>>;
    /// Writes a drama whose stored version is `drama.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, drama: &mut Drama) -> Result<()>;
    /// How many are not in the trash.
    async fn count(&mut self) -> Result<u64>;
    /// A page of those that are not in the trash, newest first.
    async fn list(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>>;
    /// A page of those in the trash that still have their content, newest first.
    async fn list_trashed(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>>;
    /// Removes the content of a drama in the trash for good: its episodes with everything below, cast, scenes,
    /// props, takes, cuts and the assets that only these use. Their objects become orphans for the sweep. The
    /// drama's bare row, its jobs and the ledger stay; its import key is free again, and its version counts up, so
    /// that who restores it at the same moment is refused. Purging again, or one that is not in the trash, changes
    /// nothing.
    async fn purge(&mut self, id: DramaId) -> Result<()>;
}

/// Episodes.
#[async_trait]
pub trait Episodes: Send {
    /// Adds an episode.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the drama has that number.
    async fn add(&mut self, episode: Episode) -> Result<()>;
    /// An episode.
    async fn get(&mut self, id: EpisodeId) -> Result<Option<Episode>>;
    /// Locks an episode with its shots: those who change its shots hold this.
    async fn lock(&mut self, id: EpisodeId) -> Result<Option<Episode>>;
    /// Deletes an episode with its script, shots, lines, takes of those, cuts and productions; their assets stay.
    /// Jobs stay too. The caller has checked that no job is live.
    async fn delete(&mut self, id: EpisodeId) -> Result<()>;
    /// Writes an episode whose stored version is `episode.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, episode: &mut Episode) -> Result<()>;
    /// The episodes of a drama by number.
    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Episode>>;
    /// How many episodes a drama has.
    async fn count(&mut self, drama: DramaId) -> Result<u64>;
    /// The number of the last episode of a drama; 0 when it has none.
    async fn last_number(&mut self, drama: DramaId) -> Result<u32>;
}
