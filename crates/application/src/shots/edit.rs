use super::Shots;
use crate::{
    Actor, Invalid,
    versions::{Outdated, from_outdated},
};
use std::collections::BTreeSet;
use xinggen_domain::{
    CharacterId, EpisodeId, LineId, PropId, SceneId, ShotId,
    episode::Episode,
    error::StoreError,
    limits::{LINES, Problem, SHOTS},
    ports::TenantTx,
    shot::Shot,
    storyboard::{EditRefused, renumber},
};

/// Why a storyboard was not edited; nothing was changed. All edits share it.
#[derive(Debug, thiserror::Error)]
pub enum EditShotsError {
    /// There is no such episode, shot or line.
    #[error("there is none with this id")]
    NotFound,
    /// The shot was changed since the version that the caller has seen.
    #[error("the shot was changed meanwhile")]
    Stale {
        /// As it stands.
        current: Box<Shot>,
    },
    /// A value cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The storyboard as it stands does not allow it.
    #[error(transparent)]
    Refused(#[from] EditRefused),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_outdated! { [] EditShotsError, Shot; }

/// What came of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedShot {
    /// The shot that was made or changed.
    pub shot: Shot,
    /// The whole storyboard, by number.
    pub shots: Vec<Shot>,
}

/// A storyboard under edit: its episode is locked, and `shots` is what is going to be its list.
pub(super) struct Edit {
    tx: Box<dyn TenantTx>,
    pub(super) episode: Episode,
    old: Vec<Shot>,
    pub(super) shots: Vec<Shot>,
}

impl Shots {
    /// Begins to edit the storyboard of an episode.
    pub(super) async fn edit(&self, actor: Actor, id: EpisodeId) -> Result<Edit, EditShotsError> {
        let tx = self.ports.store.begin(actor.user_id).await?;
        Edit::lock(tx, id).await
    }

    /// Begins to edit a shot that the caller has seen in this version (none: whichever). Returns its index, too.
    pub(super) async fn edit_shot(
        &self,
        actor: Actor,
        id: ShotId,
        expected: Option<i64>,
    ) -> Result<(Edit, usize), EditShotsError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let shot = tx.shots().get(id).await?.ok_or(EditShotsError::NotFound)?;
        let edit = Edit::lock(tx, shot.episode_id).await?;
        let at = edit.shots.iter().position(|shot| shot.id == id).ok_or(EditShotsError::NotFound)?;
        edit.seen(at, expected)?;
        Ok((edit, at))
    }

    /// Begins to edit a line of a shot that the caller has seen in this version. Returns the indices of shot and
    /// line, too.
    pub(super) async fn edit_line(
        &self,
        actor: Actor,
        id: LineId,
        expected: Option<i64>,
    ) -> Result<(Edit, usize, usize), EditShotsError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let episode = tx.shots().episode_of_line(id).await?.ok_or(EditShotsError::NotFound)?;
        let edit = Edit::lock(tx, episode).await?;
        let line_in = |shot: &Shot| shot.lines.iter().position(|line| line.id == id);
        let mut found = edit.shots.iter().enumerate().filter_map(|(at, shot)| Some((at, line_in(shot)?)));
        let (at, line) = found.next().ok_or(EditShotsError::NotFound)?;
        edit.seen(at, expected)?;
        Ok((edit, at, line))
    }
}

impl Edit {
    async fn lock(mut tx: Box<dyn TenantTx>, id: EpisodeId) -> Result<Self, EditShotsError> {
        let episode = tx.episodes().lock(id).await?.ok_or(EditShotsError::NotFound)?;
        let shots = tx.shots().of_episode(id).await?;
        Ok(Self { tx, episode, old: shots.clone(), shots })
    }

    fn seen(&self, at: usize, expected: Option<i64>) -> Result<(), EditShotsError> {
        let shot = &self.shots[at];
        if expected.is_some_and(|expected| expected != shot.version) {
            return Err(Outdated::Stale(Box::new(shot.clone())).into());
        }
        Ok(())
    }

    /// Whether the drama has a scene.
    pub(super) async fn has_scene(&mut self, id: SceneId) -> Result<Result<(), Problem>, StoreError> {
        let scenes = self.tx.scenes().of_drama(self.episode.drama_id).await?;
        Ok(known(&[id], scenes.into_iter().map(|scene| scene.id)))
    }

    /// Whether the drama has these people, and each is named once.
    pub(super) async fn has_cast(&mut self, ids: &[CharacterId]) -> Result<Result<(), Problem>, StoreError> {
        let cast = self.tx.characters().of_drama(self.episode.drama_id).await?;
        Ok(known(ids, cast.into_iter().map(|character| character.id)))
    }

    /// Whether the drama has these props, and each is named once.
    pub(super) async fn has_props(&mut self, ids: &[PropId]) -> Result<Result<(), Problem>, StoreError> {
        let props = self.tx.props().of_drama(self.episode.drama_id).await?;
        Ok(known(ids, props.into_iter().map(|prop| prop.id)))
    }

    /// Writes the list and commits; one that is as it was is not written. Returns it as it is stored.
    pub(super) async fn finish(mut self) -> Result<Vec<Shot>, EditShotsError> {
        renumber(&self.old, &mut self.shots);
        if self.shots == self.old {
            return Ok(self.old);
        }
        grown(&self.old, &self.shots)?;
        self.tx.shots().replace(self.episode.id, self.shots).await?;
        let stored = self.tx.shots().of_episode(self.episode.id).await?;
        self.tx.commit().await?;
        Ok(stored)
    }

    /// As [`finish`](Self::finish), with the shot at an index.
    pub(super) async fn finish_at(self, at: usize) -> Result<EditedShot, EditShotsError> {
        let shots = self.finish().await?;
        let shot = shots.get(at).cloned().ok_or(EditShotsError::NotFound)?;
        Ok(EditedShot { shot, shots })
    }
}

/// Refuses an edit that makes too much of a storyboard more. One that was drawn up so large can still be changed.
fn grown(old: &[Shot], new: &[Shot]) -> Result<(), Invalid> {
    let lines = |shots: &[Shot]| shots.iter().map(|shot| shot.lines.len()).sum::<usize>();
    let too_many = |old: usize, new: usize, most: u32| new > old && new > most as usize;
    if too_many(old.len(), new.len(), SHOTS) {
        return Err(Invalid::new("shots", Problem::TooMany { most: SHOTS }));
    }
    if too_many(lines(old), lines(new), LINES) {
        return Err(Invalid::new("lines", Problem::TooMany { most: LINES }));
    }
    Ok(())
}

fn known<Id: Copy + Ord>(ids: &[Id], there: impl Iterator<Item = Id>) -> Result<(), Problem> {
    let there: BTreeSet<Id> = there.collect();
    if ids.iter().any(|id| !there.contains(id)) {
        return Err(Problem::Unknown);
    }
    if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
        return Err(Problem::Repeated);
    }
    Ok(())
}

/// The index that a place counted from 1 stands for in a list of so many; without a place, behind the last.
pub(super) fn place(position: Option<u32>, len: usize) -> Result<usize, Problem> {
    let most = u32::try_from(len).unwrap_or(u32::MAX).saturating_add(1);
    let position = position.unwrap_or(most);
    if (1..=most).contains(&position) {
        Ok(position as usize - 1)
    } else {
        Err(Problem::Range { least: 1, most })
    }
}
