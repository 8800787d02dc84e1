use super::Productions;
use crate::Actor;
use xinggen_domain::{
    Credits, EpisodeId, ProductionId,
    error::StoreError,
    production::{CutOptions, Production, ProductionState},
};

/// A production to be started.
#[derive(Debug, Clone, Copy)]
pub struct StartProduction {
    /// Of which episode.
    pub episode_id: EpisodeId,
    /// Whether it goes on without waiting for approval of its quote.
    pub auto_approve: bool,
    /// Whether subtitles stand in the picture.
    pub burn_subtitles: bool,
}

/// Why a production was not started; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StartProductionError {
    /// There is no such episode.
    #[error("no such episode")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a production was not approved; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ApproveProductionError {
    /// There is no such production.
    #[error("no such production")]
    NotFound,
    /// It does not wait for approval.
    #[error("the production does not wait for approval: it is {0}")]
    NotWaiting(ProductionState),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a production did not go on; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ResumeProductionError {
    /// There is no such production.
    #[error("no such production")]
    NotFound,
    /// It is not paused.
    #[error("the production is not paused: it is {0}")]
    NotPaused(ProductionState),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Productions {
    /// Starts a production of an episode, or gives the live one that it has (its options follow the new ones).
    /// [`Productions::advance`] takes it further.
    ///
    /// # Errors
    /// See [`StartProductionError`].
    pub async fn start(
        &self,
        actor: Actor,
        start: StartProduction,
    ) -> Result<ProductionId, StartProductionError> {
        let now = self.ports.clock.now();
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let episode = tx.episodes().get(start.episode_id).await?.ok_or(StartProductionError::NotFound)?;
        let options =
            CutOptions { burn_subtitles: start.burn_subtitles, label: self.ports.vendors.producer.is_some() };
        let live = tx.productions().live_of(episode.id).await?;
        let id = match live {
            Some(live) => {
                let mut known =
                    tx.productions().lock(live.id).await?.ok_or(StartProductionError::NotFound)?;
                if known.options != options {
                    known.options = options;
                    known.updated_at = now;
                    tx.productions().save(&mut known).await?;
                }
                known.id
            }
            None => {
                let production = Production {
                    id: self.ports.ids.id(),
                    drama_id: episode.drama_id,
                    episode_id: episode.id,
                    state: ProductionState::Planning,
                    options,
                    auto_approve: start.auto_approve,
                    quote: None,
                    approved: Credits::ZERO,
                    message: String::new(),
                    version: 1,
                    created_at: now,
                    updated_at: now,
                };
                let id = production.id;
                tx.productions().add(production).await?;
                id
            }
        };
        tx.commit().await?;
        Ok(id)
    }

    /// Approves the quote that a production waits with, and takes it further.
    ///
    /// # Errors
    /// See [`ApproveProductionError`].
    pub async fn approve(&self, actor: Actor, id: ProductionId) -> Result<(), ApproveProductionError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let mut production = tx.productions().lock(id).await?.ok_or(ApproveProductionError::NotFound)?;
        if production.state != ProductionState::AwaitingApproval {
            return Err(ApproveProductionError::NotWaiting(production.state));
        }
        production.approved = production.quote.unwrap_or_default().exact;
        production.state = ProductionState::Running;
        production.updated_at = self.ports.clock.now();
        tx.productions().save(&mut production).await?;
        tx.commit().await?;
        Ok(self.advance(actor.user_id, id).await?)
    }

    /// Lets a paused production go on, after credits were topped up or a person looked at it.
    ///
    /// # Errors
    /// See [`ResumeProductionError`].
    pub async fn resume(&self, actor: Actor, id: ProductionId) -> Result<(), ResumeProductionError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let mut production = tx.productions().lock(id).await?.ok_or(ResumeProductionError::NotFound)?;
        if production.state != ProductionState::Paused {
            return Err(ResumeProductionError::NotPaused(production.state));
        }
        production.state = ProductionState::Running;
        production.message.clear();
        production.updated_at = self.ports.clock.now();
        tx.productions().save(&mut production).await?;
        tx.commit().await?;
        Ok(self.advance(actor.user_id, id).await?)
    }
}
