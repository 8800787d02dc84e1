use super::Episodes;
use crate::{Actor, Invalid, invalid::Checks};
use xinggen_domain::{
    DramaId,
    episode::Episode,
    error::StoreError,
    limits::{SOURCE, TITLE},
    plan::{DramaPart, QuotaReached},
};

/// An episode to be added behind the last of its drama.
#[derive(Debug, Clone)]
pub struct CreateEpisode {
    /// The drama.
    pub drama_id: DramaId,
    /// Its title, 1 to 200 characters.
    pub title: String,
    /// The part of the story that it tells, 1 to 20,000 characters.
    pub source: String,
}

/// Why an episode was not added.
#[derive(Debug, thiserror::Error)]
pub enum CreateEpisodeError {
    /// There is no such drama.
    #[error("no such drama")]
    NotFound,
    /// A value cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The plan does not allow it.
    #[error(transparent)]
    Quota(#[from] QuotaReached),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Episodes {
    /// Adds an episode with the next free number.
    ///
    /// # Errors
    /// See [`CreateEpisodeError`].
    pub async fn create_episode(
        &self,
        actor: Actor,
        create: CreateEpisode,
    ) -> Result<Episode, CreateEpisodeError> {
        let mut checks = Checks::default();
        let title = checks.text("title", TITLE, &create.title);
        let source = checks.text("source", SOURCE, &create.source);
        checks.done()?;
        let now = self.ports.clock.now();
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        // There is no row to lock for a number that nobody has yet: the account's keeps two from taking the same.
        tx.credits().lock().await?;
        let drama = tx.dramas().get(create.drama_id).await?.ok_or(CreateEpisodeError::NotFound)?;
        let too_many = self.ports.too_many_in_drama(&mut *tx, actor, drama.id, DramaPart::Episodes).await?;
        if let Some(reached) = too_many {
            return Err(reached.into());
        }
        let episode = Episode {
            id: self.ports.ids.id(),
            drama_id: drama.id,
            number: tx.episodes().last_number(drama.id).await? + 1,
            title,
            source,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        tx.episodes().add(episode.clone()).await?;
        tx.commit().await?;
        Ok(episode)
    }
}
