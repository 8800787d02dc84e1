use super::Episodes;
use crate::{Actor, Invalid};
use xinggen_domain::{
    DramaId,
    episode::Episode,
    error::StoreError,
    limits::{SOURCE, TITLE},
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
        let title = Invalid::text("title", TITLE, &create.title)?;
        let source = Invalid::text("source", SOURCE, &create.source)?;
        let now = self.ports.clock.now();
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        // There is no row to lock for a number that nobody has yet: the account's keeps two from taking the same.
        tx.credits().lock().await?;
        let drama = tx.dramas().get(create.drama_id).await?.ok_or(CreateEpisodeError::NotFound)?;
        let last = tx.episodes().of_drama(drama.id).await?.last().map_or(0, |episode| episode.number);
        let episode = Episode {
            id: self.ports.ids.id(),
            drama_id: drama.id,
            number: last + 1,
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
