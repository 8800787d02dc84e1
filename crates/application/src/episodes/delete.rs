use super::Episodes;
use crate::{
    Actor,
    versions::{Outdated, from_outdated},
};
use xinggen_domain::{
    EpisodeId,
    episode::Episode,
    error::StoreError,
    job::JobState,
    ports::{JobFilter, Page, TenantTx},
};

/// Why an episode was not deleted; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeleteEpisodeError {
    /// There is no such episode.
    #[error("no such episode")]
    NotFound,
    /// It was changed since the version that the caller has seen.
    #[error("the episode was changed meanwhile")]
    Stale {
        /// As it stands.
        current: Box<Episode>,
    },
    /// A job still works for it.
    #[error("a job still works for the episode")]
    JobLive,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_outdated! { [] DeleteEpisodeError, Episode; }

impl Episodes {
    /// Deletes an episode with its script, shots, lines, takes of those, cuts and productions. Files and the
    /// statement stay.
    ///
    /// # Errors
    /// See [`DeleteEpisodeError`].
    pub async fn delete_episode(
        &self,
        actor: Actor,
        id: EpisodeId,
        expected: Option<i64>,
    ) -> Result<(), DeleteEpisodeError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        // Whoever orders a job locks the credits first, so none comes while this is held.
        tx.credits().lock().await?;
        let live = has_live_job(&mut *tx, id).await?;
        let episode = tx.episodes().lock(id).await?.ok_or(DeleteEpisodeError::NotFound)?;
        if expected.is_some_and(|expected| expected != episode.version) {
            return Err(Outdated::Stale(Box::new(episode)).into());
        }
        if live {
            return Err(DeleteEpisodeError::JobLive);
        }
        tx.episodes().delete(id).await?;
        Ok(tx.commit().await?)
    }
}

async fn has_live_job(tx: &mut dyn TenantTx, episode: EpisodeId) -> Result<bool, StoreError> {
    for state in JobState::ALL.iter().copied().filter(|state| !state.is_final()) {
        let filter = JobFilter { state: Some(state), episode: Some(episode), ..JobFilter::default() };
        if !tx.jobs().list(filter, Page { limit: 1, after: None }).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
