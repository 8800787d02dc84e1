use super::Dramas;
use crate::{
    Actor, ImportStory, ImportStoryError, ImportedStory, Invalid, STORY_CHARACTERS, Stories, Throttled,
    invalid::Checks, stories::measure,
};
use xinggen_domain::{
    drama::{AspectRatio, Drama, Style},
    error::{StoreError, VendorError},
    limits::{Problem, STORY_BYTES, TITLE},
    plan::QuotaReached,
    ports::ReadingRefused,
};

/// A drama to be made.
#[derive(Debug, Clone)]
pub struct CreateDrama {
    /// Its title, 1 to 200 characters.
    pub title: String,
    /// Its look.
    pub style: Style,
    /// The shape of its picture.
    pub aspect: AspectRatio,
    /// A story to be divided into its episodes, 200 to 20,000 characters without white space, at most 120,000 bytes
    /// with it.
    pub story: Option<String>,
}

/// Why a drama was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateDramaError {
    /// A value cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The text model could not divide the story.
    #[error(transparent)]
    Vendor(#[from] VendorError),
    /// The user has had too many stories read.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// There is no place to read the story just now.
    #[error(transparent)]
    Reading(#[from] ReadingRefused),
    /// The plan does not allow it.
    #[error(transparent)]
    Quota(#[from] QuotaReached),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Dramas {
    /// Makes a drama, empty or with the episodes of a story; both commit together.
    ///
    /// # Errors
    /// See [`CreateDramaError`].
    pub async fn create_drama(
        &self,
        actor: Actor,
        create: CreateDrama,
    ) -> Result<ImportedStory, CreateDramaError> {
        let CreateDrama { title, style, aspect, story } = create;
        let mut checks = Checks::default();
        let title = checks.text("title", TITLE, &title);
        checks.take("story", story.as_deref().map_or(Ok(()), check_story));
        checks.done()?;
        if let Some(story) = story {
            let import = ImportStory { import_key: None, title, story, style, aspect };
            return Ok(Stories::new(self.ports.clone()).import_requested(actor, import).await?);
        }
        let now = self.ports.clock.now();
        let drama = Drama {
            id: self.ports.ids.id(),
            title,
            style,
            aspect,
            narrator_voice: None,
            import_key: None,
            spending_cap: None,
            version: 1,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        };
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        if let Some(reached) = self.ports.too_many_dramas(&mut *tx, actor).await? {
            return Err(reached.into());
        }
        tx.dramas().add(drama.clone()).await?;
        tx.commit().await?;
        Ok(ImportedStory { drama, episodes: Vec::new() })
    }
}

/// Before the story is read, so that it is told together with what else is wrong.
fn check_story(story: &str) -> Result<(), Problem> {
    if story.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Problem::Characters);
    }
    match measure(story) {
        Err(ImportStoryError::Length(found)) => Err(of_length(found)),
        Err(ImportStoryError::Bytes(found)) => Err(of_bytes(found)),
        _ => Ok(()),
    }
}

fn of_bytes(found: usize) -> Problem {
    Problem::Bytes { most: STORY_BYTES, found: u32::try_from(found).unwrap_or(u32::MAX) }
}

fn of_length(found: usize) -> Problem {
    let (least, most) = (*STORY_CHARACTERS.start() as u32, *STORY_CHARACTERS.end() as u32);
    Problem::Length { least, most, found: u32::try_from(found).unwrap_or(u32::MAX) }
}

impl From<ImportStoryError> for CreateDramaError {
    fn from(error: ImportStoryError) -> Self {
        match error {
            ImportStoryError::Length(found) => Invalid::new("story", of_length(found)).into(),
            ImportStoryError::Bytes(found) => Invalid::new("story", of_bytes(found)).into(),
            ImportStoryError::Throttled(throttled) => Self::Throttled(throttled),
            ImportStoryError::Reading(refused) => Self::Reading(refused),
            ImportStoryError::Quota(reached) => Self::Quota(reached),
            ImportStoryError::Vendor(error) => Self::Vendor(error),
            ImportStoryError::Store(error) => Self::Store(error),
        }
    }
}
