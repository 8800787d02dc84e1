use super::Page;
use crate::{DramaId, EpisodeId, ProductionId, error::StoreError, production::Production};
use async_trait::async_trait;

type Result<T> = std::result::Result<T, StoreError>;

/// Productions.
#[async_trait]
pub trait Productions: Send {
    /// Adds a production. False, and nothing is added, when the episode has a live one.
    async fn add(&mut self, production: Production) -> Result<bool>;
    /// A production.
    async fn get(&mut self, id: ProductionId) -> Result<Option<Production>>;
    /// Locks a production.
    async fn lock(&mut self, id: ProductionId) -> Result<Option<Production>>;
    /// Writes a production whose stored version is `production.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, production: &mut Production) -> Result<()>;
    /// The live production of an episode.
    async fn live_of(&mut self, episode: EpisodeId) -> Result<Option<Production>>;
    /// Locks the live productions of a drama, in the order of their ids.
    async fn lock_live_of_drama(&mut self, drama: DramaId) -> Result<Vec<Production>>;
    /// A page, of one episode or of all, newest first.
    async fn list(&mut self, episode: Option<EpisodeId>, page: Page<ProductionId>)
    -> Result<Vec<Production>>;
}
