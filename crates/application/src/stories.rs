//! Stories come in: a drama with its episodes.

use crate::{Actor, Ports, Throttled};
use std::ops::RangeInclusive;
use xinggen_domain::{
    drama::{AspectRatio, Drama, Style},
    episode::{Episode, EpisodeSource},
    error::{StoreError, VendorError},
    fuel::Fuel,
    limits::STORY_BYTES,
    plan::QuotaReached,
    ports::{ReadingPlace, ReadingRefused, TenantTx},
};

/// How many characters a story may have, white space not counted; its bytes are limited too
/// ([`STORY_BYTES`](xinggen_domain::limits::STORY_BYTES)).
pub const STORY_CHARACTERS: RangeInclusive<usize> = 200..=20_000;

/// A story to be imported.
#[derive(Debug, Clone)]
pub struct ImportStory {
    /// Names the source; importing it again updates the same drama. None always makes a new one.
    pub import_key: Option<String>,
    /// The title of the drama.
    pub title: String,
    /// The text.
    pub story: String,
    /// The look.
    pub style: Style,
    /// The shape of the picture.
    pub aspect: AspectRatio,
}

/// What an import made or brought up to date.
#[derive(Debug, Clone)]
pub struct ImportedStory {
    /// The drama.
    pub drama: Drama,
    /// Its episodes by number, as many as the story has now.
    pub episodes: Vec<Episode>,
}

/// Why a story was not imported; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportStoryError {
    /// Too short or too long.
    #[error(
        "the story has {0} characters; it must have {min} to {max}",
        min = STORY_CHARACTERS.start(),
        max = STORY_CHARACTERS.end()
    )]
    Length(usize),
    /// Too many bytes, white space included.
    #[error("the story has {0} bytes in UTF-8, white space included; it must have at most {STORY_BYTES}")]
    Bytes(usize),
    /// The user has had too many stories read.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// There is no place for it just now.
    #[error(transparent)]
    Reading(#[from] ReadingRefused),
    /// The text model could not divide it.
    #[error(transparent)]
    Vendor(#[from] VendorError),
    /// The plan does not allow it.
    #[error(transparent)]
    Quota(#[from] QuotaReached),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Imports stories.
#[derive(Clone)]
pub struct Stories {
    ports: Ports,
}

impl Stories {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// Divides a story into episodes and stores it. What is unchanged since the last import stays untouched; a
    /// drama in the trash comes back. Neither throttled nor kept waiting, so this is for the operator of the machine;
    /// see [`import_requested`](Self::import_requested).
    ///
    /// # Errors
    /// See [`ImportStoryError`].
    pub async fn import(&self, actor: Actor, import: ImportStory) -> Result<ImportedStory, ImportStoryError> {
        measure(&import.story)?;
        let sources = self.divide(&import.story, None).await?;
        self.put(actor, import, sources).await
    }

    /// The same for a request: as often as one user may have stories read, and when there is a place. A story that finds
    /// no place does not count.
    ///
    /// # Errors
    /// See [`ImportStoryError`].
    pub async fn import_requested(
        &self,
        actor: Actor,
        import: ImportStory,
    ) -> Result<ImportedStory, ImportStoryError> {
        measure(&import.story)?;
        self.count_one(actor).await?;
        let place = match self.ports.readings.enter(actor.user_id).await {
            Ok(place) => place,
            Err(refused) => {
                self.give_one_back(actor).await?;
                return Err(refused.into());
            }
        };
        let sources = self.divide(&import.story, Some(place)).await?;
        self.put(actor, import, sources).await
    }

    /// Takes one from what the user may have read. Counted in memory, like requests: a storm of them writes nothing.
    async fn count_one(&self, actor: Actor) -> Result<(), ImportStoryError> {
        let (rate, now) = (self.ports.story_rate, self.ports.clock.now());
        if rate.is_unlimited() {
            return Ok(());
        }
        let allowance = self.ports.requests.take(&story_key(actor), rate, now).await?;
        if allowance.retry.is_some() { Err(Throttled(allowance).into()) } else { Ok(()) }
    }

    async fn give_one_back(&self, actor: Actor) -> Result<(), StoreError> {
        let (rate, now) = (self.ports.story_rate, self.ports.clock.now());
        if rate.is_unlimited() {
            return Ok(());
        }
        self.ports.requests.give_back(&story_key(actor), rate, now).await
    }

    /// The story in episodes. Work whose caller is gone ends at its next step, and keeps its place until then.
    async fn divide(
        &self,
        story: &str,
        place: Option<ReadingPlace>,
    ) -> Result<Vec<EpisodeSource>, VendorError> {
        let fuel = Fuel::for_bytes(story.len()).holding(place);
        let _stop = fuel.stop_on_drop();
        self.ports.vendors.divider.divide(story, &fuel).await
    }

    async fn put(
        &self,
        actor: Actor,
        import: ImportStory,
        sources: Vec<EpisodeSource>,
    ) -> Result<ImportedStory, ImportStoryError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let drama = self.put_drama(&mut *tx, actor, import).await?;
        let episodes = self.put_episodes(&mut *tx, &drama, sources).await?;
        tx.commit().await?;
        Ok(ImportedStory { drama, episodes })
    }

    async fn put_drama(
        &self,
        tx: &mut dyn TenantTx,
        actor: Actor,
        import: ImportStory,
    ) -> Result<Drama, ImportStoryError> {
        let now = self.ports.clock.now();
        // Before anything is read: the account's lock comes first.
        let room = self.ports.too_many_dramas(tx, actor).await?;
        let known = match &import.import_key {
            Some(key) => tx.dramas().find_imported(key).await?,
            None => None,
        };
        if let (Some(reached), true) = (room, known.as_ref().is_none_or(|known| known.deleted_at.is_some())) {
            return Err(reached.into());
        }
        let Some(known) = known else {
            let drama = Drama {
                id: self.ports.ids.id(),
                title: import.title,
                style: import.style,
                aspect: import.aspect,
                narrator_voice: None,
                import_key: import.import_key,
                spending_cap: None,
                version: 1,
                created_at: now,
                updated_at: now,
                deleted_at: None,
            };
            tx.dramas().add(drama.clone()).await?;
            return Ok(drama);
        };
        let ImportStory { title, style, aspect, .. } = import;
        let mut drama = Drama { title, style, aspect, deleted_at: None, ..known.clone() };
        if drama != known {
            drama.updated_at = now;
            tx.dramas().save(&mut drama).await?;
        }
        Ok(drama)
    }

    async fn put_episodes(
        &self,
        tx: &mut dyn TenantTx,
        drama: &Drama,
        sources: Vec<EpisodeSource>,
    ) -> Result<Vec<Episode>, StoreError> {
        let now = self.ports.clock.now();
        let known = tx.episodes().of_drama(drama.id).await?;
        let mut episodes = Vec::with_capacity(sources.len());
        for (source, number) in sources.into_iter().zip(1..) {
            let title = source.title.unwrap_or_else(|| drama.title.clone());
            let old = known.iter().find(|episode| episode.number == number);
            let mut episode = match old {
                Some(old) => Episode { title, source: source.text, ..old.clone() },
                None => Episode {
                    id: self.ports.ids.id(),
                    drama_id: drama.id,
                    number,
                    title,
                    source: source.text,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                },
            };
            if old.is_none() {
                tx.episodes().add(episode.clone()).await?;
            } else if old != Some(&episode) {
                episode.updated_at = now;
                tx.episodes().save(&mut episode).await?;
            }
            episodes.push(episode);
        }
        Ok(episodes)
    }
}

/// Holds a story to its limits: white space does not make it long enough, and bounds nothing, so bytes do.
pub(crate) fn measure(story: &str) -> Result<(), ImportStoryError> {
    if story.len() > STORY_BYTES as usize {
        return Err(ImportStoryError::Bytes(story.len()));
    }
    let length = story.chars().filter(|c| !c.is_whitespace()).count();
    if STORY_CHARACTERS.contains(&length) { Ok(()) } else { Err(ImportStoryError::Length(length)) }
}

fn story_key(actor: Actor) -> String {
    format!("story/of/{}", actor.user_id)
}
