use super::{EditShotsError, EditedShot, Shots};
use crate::Actor;
use xinggen_domain::{LineId, ShotId, storyboard::EditRefused};

impl Shots {
    /// Splits a shot before one of its lines. The answer names the first part; the second follows it.
    ///
    /// # Errors
    /// See [`EditShotsError`].
    pub async fn split_shot(
        &self,
        actor: Actor,
        id: ShotId,
        expected: Option<i64>,
        before: LineId,
    ) -> Result<EditedShot, EditShotsError> {
        let (mut edit, at) = self.edit_shot(actor, id, expected).await?;
        let parts = edit.shots[at].split_before(before, self.ports.ids.id(), self.ports.clock.now())?;
        edit.shots.splice(at..=at, parts);
        edit.finish_at(at).await
    }

    /// Merges a shot with the one that follows it in the same scene.
    ///
    /// # Errors
    /// See [`EditShotsError`].
    pub async fn merge_shots(
        &self,
        actor: Actor,
        id: ShotId,
        expected: Option<i64>,
    ) -> Result<EditedShot, EditShotsError> {
        let (mut edit, at) = self.edit_shot(actor, id, expected).await?;
        let next = edit.shots.get(at + 1).ok_or(EditRefused::LastShot)?;
        let merged = edit.shots[at].merge_with(next)?;
        edit.shots.splice(at..=at + 1, [merged]);
        edit.finish_at(at).await
    }
}
