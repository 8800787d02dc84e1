//! Episodes of a drama: added, shown, changed and deleted by hand.

mod create;
mod delete;
mod view;

pub use create::{CreateEpisode, CreateEpisodeError};
pub use delete::DeleteEpisodeError;
pub use view::EpisodeView;

use crate::{Actor, Ports, UpdateError, invalid::Checks, versions::update};
use xinggen_domain::{
    EpisodeId,
    episode::Episode,
    limits::{SOURCE, TITLE},
};

/// Makes, shows, changes and deletes episodes.
#[derive(Clone)]
pub struct Episodes {
    pub(crate) ports: Ports,
}

/// What of an episode is to be changed; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct EpisodeChange {
    /// The title, 1 to 200 characters.
    pub title: Option<String>,
    /// The part of the story that it tells, 1 to 20,000 characters.
    pub source: Option<String>,
}

impl Episodes {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// Changes an episode. With its source its script is stale from then on.
    ///
    /// # Errors
    /// See [`UpdateError`].
    pub async fn update_episode(
        &self,
        actor: Actor,
        id: EpisodeId,
        expected: Option<i64>,
        change: EpisodeChange,
    ) -> Result<Episode, UpdateError<Episode>> {
        let now = self.ports.clock.now();
        update(&self.ports, actor, id, expected, |episode: &mut Episode| {
            let known = episode.clone();
            let mut checks = Checks::default();
            checks.put_text(&mut episode.title, "title", TITLE, change.title.as_deref());
            checks.put_text(&mut episode.source, "source", SOURCE, change.source.as_deref());
            if *episode != known {
                episode.updated_at = now;
            }
            checks.done()
        })
        .await
    }
}
