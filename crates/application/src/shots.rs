//! Storyboards, edited by hand: shots and their lines.
//!
//! Every edit locks the episode, changes the list of its shots and puts it in the place of the old one, all in one
//! transaction. The numbers stay 1, 2, 3, …; what the edit makes stale follows from provenance, and shots whose
//! timing may have changed are measured anew. Putting the list back counts up the versions of all its shots, so
//! every edit answers with the whole list.

mod change;
mod divide;
mod edit;
mod lines;

pub use change::{CreateShot, ShotChange};
pub use edit::{EditShotsError, EditedShot};
pub use lines::{AddLine, LineChange};

use crate::{Actor, Ports};
use xinggen_domain::{EpisodeId, LineId, ShotId, error::StoreError, shot::Shot};

/// Shows and edits shots and lines.
#[derive(Clone)]
pub struct Shots {
    pub(crate) ports: Ports,
}

impl Shots {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// The shots of an episode by number; none when there is no such episode.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_shots(&self, actor: Actor, id: EpisodeId) -> Result<Option<Vec<Shot>>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let Some(episode) = tx.episodes().get(id).await? else {
            return Ok(None);
        };
        Ok(Some(tx.shots().of_episode(episode.id).await?))
    }

    /// A shot with its lines; none when there is no such shot.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get_shot(&self, actor: Actor, id: ShotId) -> Result<Option<Shot>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.shots().get(id).await
    }

    /// The shot that a line belongs to; none when there is no such line.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get_shot_of_line(&self, actor: Actor, id: LineId) -> Result<Option<Shot>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let Some(episode) = tx.shots().episode_of_line(id).await? else {
            return Ok(None);
        };
        let shots = tx.shots().of_episode(episode).await?;
        Ok(shots.into_iter().find(|shot| shot.lines.iter().any(|line| line.id == id)))
    }
}
