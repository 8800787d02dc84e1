//! Dramas: made with or without a story, changed, put into the trash and taken out again.

mod create;
mod trash;

pub use create::{CreateDrama, CreateDramaError};
pub(crate) use trash::put_away;
pub use trash::{RestoreDramaError, TrashDramaError};

use crate::{
    Actor, Ports, UpdateError, invalid::Checks, spending::check_cap, versions::update, voices::offered_voice,
};
use xinggen_domain::{
    Credits, DramaId,
    character::VoiceId,
    drama::{AspectRatio, Drama, Style},
    error::StoreError,
    limits::TITLE,
    ports::Page,
};

/// Makes, shows, changes, trashes and restores dramas.
#[derive(Clone)]
pub struct Dramas {
    pub(crate) ports: Ports,
}

/// What of a drama is to be changed; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct DramaChange {
    /// The title, 1 to 200 characters.
    pub title: Option<String>,
    /// The look.
    pub style: Option<Style>,
    /// The shape of the picture.
    pub aspect: Option<AspectRatio>,
    /// Whose voice tells what no character says; one of the voices on offer.
    pub narrator_voice: Option<VoiceId>,
    /// How much may be spent on it; `Some(None)` for as much as there is.
    pub spending_cap: Option<Option<Credits>>,
}

impl Dramas {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// A drama; none when there is no such drama outside the trash.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get_drama(&self, actor: Actor, id: DramaId) -> Result<Option<Drama>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.dramas().get(id).await
    }

    /// A page of the actor's dramas that are not in the trash, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_dramas(&self, actor: Actor, page: Page<DramaId>) -> Result<Vec<Drama>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.dramas().list(page).await
    }

    /// A page of the actor's dramas that can be restored, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_trashed(&self, actor: Actor, page: Page<DramaId>) -> Result<Vec<Drama>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.dramas().list_trashed(page).await
    }

    /// Changes a drama. What was made in another look or shape is stale from then on.
    ///
    /// # Errors
    /// See [`UpdateError`].
    pub async fn update_drama(
        &self,
        actor: Actor,
        id: DramaId,
        expected: Option<i64>,
        change: DramaChange,
    ) -> Result<Drama, UpdateError<Drama>> {
        let now = self.ports.clock.now();
        update(&self.ports, actor, id, expected, |drama: &mut Drama| {
            let known = drama.clone();
            let mut checks = Checks::default();
            checks.put_text(&mut drama.title, "title", TITLE, change.title.as_deref());
            if let Some(cap) = change.spending_cap {
                checks.and(check_cap("spending_cap", cap));
                drama.spending_cap = cap;
            }
            if let Some(voice) = change.narrator_voice
                && let Some(voice) = checks.take("narrator_voice", offered_voice(&self.ports, voice))
            {
                drama.narrator_voice = Some(voice);
            }
            drama.style = change.style.unwrap_or(drama.style);
            drama.aspect = change.aspect.unwrap_or(drama.aspect);
            if *drama != known {
                drama.updated_at = now;
            }
            checks.done()
        })
        .await
    }
}
