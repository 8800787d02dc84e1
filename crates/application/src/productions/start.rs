use super::Productions;
use crate::Actor;
use xinggen_domain::{
    EpisodeId, ProductionId,
    episode::Episode,
    error::StoreError,
    production::{CutOptions, NewProduction, Production, Terms},
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

impl Productions {
    /// Starts a production of an episode, or gives the live one that it has (its options follow the new ones), for
    /// an operator who makes the same episode again until it is done. [`Productions::advance`] takes it further.
    /// [`Productions::request`] is for everybody else.
    ///
    /// # Errors
    /// See [`StartProductionError`].
    pub async fn start(
        &self,
        actor: Actor,
        start: StartProduction,
    ) -> Result<ProductionId, StartProductionError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        tx.credits().lock().await?;
        let episode = tx.episodes().get(start.episode_id).await?.ok_or(StartProductionError::NotFound)?;
        let live = tx.productions().live_of(episode.id).await?;
        let id = match live {
            Some(live) => {
                let mut known =
                    tx.productions().lock(live.id).await?.ok_or(StartProductionError::NotFound)?;
                let options = self.options(start);
                if known.options != options {
                    known.set_options(options, self.ports.clock.now());
                    tx.productions().save(&mut known).await?;
                }
                known.id
            }
            None => {
                let production = self.planned(start, &episode, None);
                let id = production.id;
                tx.productions().add(production).await?;
                id
            }
        };
        tx.commit().await?;
        Ok(id)
    }

    pub(super) fn options(&self, start: StartProduction) -> CutOptions {
        CutOptions { burn_subtitles: start.burn_subtitles, ..self.ports.vendors.everything() }
    }

    /// A new production on these terms, before anything was planned.
    pub(super) fn planned(
        &self,
        start: StartProduction,
        episode: &Episode,
        terms: Option<Terms>,
    ) -> Production {
        let new = NewProduction {
            id: self.ports.ids.id(),
            drama_id: episode.drama_id,
            episode_id: episode.id,
            options: self.options(start),
            auto_approve: start.auto_approve,
            terms,
        };
        Production::planned(new, self.ports.clock.now())
    }
}
