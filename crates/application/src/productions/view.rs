use super::Productions;
use crate::{Actor, load_episode};
use xinggen_domain::{
    EpisodeId, ProductionId,
    error::StoreError,
    job::Job,
    ports::Page,
    production::{EpisodeState, Production},
};

/// A production with its jobs and its episode, as they stand.
#[derive(Debug, Clone)]
pub struct ProductionView {
    /// The production.
    pub production: Production,
    /// Its jobs in the order they were added.
    pub jobs: Vec<Job>,
}

impl Productions {
    /// A production and its jobs; none when there is no such production.
    ///
    /// # Errors
    /// The database failed.
    pub async fn view(&self, actor: Actor, id: ProductionId) -> Result<Option<ProductionView>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let Some(production) = tx.productions().get(id).await? else {
            return Ok(None);
        };
        let jobs = tx.jobs().of_production(id).await?;
        Ok(Some(ProductionView { production, jobs }))
    }

    /// A page of the actor's productions, of one episode or of all, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list(
        &self,
        actor: Actor,
        episode: Option<EpisodeId>,
        page: Page<ProductionId>,
    ) -> Result<Vec<Production>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.productions().list(episode, page).await
    }

    /// The episode of a production, with everything that was made for it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn episode(
        &self,
        actor: Actor,
        production: &Production,
    ) -> Result<Option<EpisodeState>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        load_episode(&mut *tx, production.episode_id).await
    }
}
