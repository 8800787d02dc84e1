use super::{
    EditShotsError, EditedShot, Shots,
    edit::{Edit, place},
};
use crate::{Actor, Invalid, invalid::Checks};
use xinggen_domain::{
    CharacterId, LineId, ShotId,
    error::StoreError,
    limits::{Problem, SPOKEN},
    script::LineMode,
    shot::Line,
};

/// A line to be added to a shot.
#[derive(Debug, Clone)]
pub struct AddLine {
    /// The shot.
    pub shot_id: ShotId,
    /// Its place among the lines, from 1 to one more than there are; without one, behind the last.
    pub position: Option<u32>,
    /// Who speaks; nobody means the narrator.
    pub speaker: Option<CharacterId>,
    /// How.
    pub mode: LineMode,
    /// The words, 1 to 500 characters in one row.
    pub text: String,
}

/// What of a line is to be changed, within the same limits; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct LineChange {
    /// Who speaks; `Some(None)` gives the line to the narrator.
    pub speaker: Option<Option<CharacterId>>,
    /// How.
    pub mode: Option<LineMode>,
    /// The words.
    pub text: Option<String>,
}

impl Shots {
    /// Adds a line to a shot; `expected` is the version of the shot that the caller has seen.
    ///
    /// # Errors
    /// See [`EditShotsError`].
    pub async fn add_line(
        &self,
        actor: Actor,
        expected: Option<i64>,
        add: AddLine,
    ) -> Result<EditedShot, EditShotsError> {
        let (mut edit, at) = self.edit_shot(actor, add.shot_id, expected).await?;
        let mut checks = Checks::default();
        let position = place(add.position, edit.shots[at].lines.len());
        let position = checks.take("position", position).unwrap_or_default();
        let line = Line {
            id: self.ports.ids.id(),
            speaker: add.speaker,
            mode: add.mode,
            text: checks.text("text", SPOKEN, &add.text),
            start_ms: None,
            duration_ms: None,
        };
        checks.take("speaker", can_speak(&mut edit, add.speaker).await?);
        checks.done()?;
        edit.shots[at].lines.insert(position, line);
        edit.finish_at(at).await
    }

    /// Changes a line; `expected` is the version of its shot that the caller has seen.
    ///
    /// # Errors
    /// See [`EditShotsError`].
    pub async fn update_line(
        &self,
        actor: Actor,
        id: LineId,
        expected: Option<i64>,
        change: LineChange,
    ) -> Result<EditedShot, EditShotsError> {
        let (mut edit, at, line) = self.edit_line(actor, id, expected).await?;
        let mut checks = Checks::default();
        if let Some(speaker) = change.speaker {
            checks.take("speaker", can_speak(&mut edit, speaker).await?);
        }
        let line = &mut edit.shots[at].lines[line];
        checks.put_text(&mut line.text, "text", SPOKEN, change.text.as_deref());
        checks.done()?;
        line.speaker = change.speaker.unwrap_or(line.speaker);
        line.mode = change.mode.unwrap_or(line.mode);
        edit.finish_at(at).await
    }

    /// Deletes a line; `expected` is the version of its shot that the caller has seen.
    ///
    /// # Errors
    /// See [`EditShotsError`].
    pub async fn delete_line(
        &self,
        actor: Actor,
        id: LineId,
        expected: Option<i64>,
    ) -> Result<EditedShot, EditShotsError> {
        let (mut edit, at, line) = self.edit_line(actor, id, expected).await?;
        edit.shots[at].lines.remove(line);
        edit.finish_at(at).await
    }

    /// Moves a line to another place in its shot, counted from 1; `expected` is the version of the shot that the
    /// caller has seen.
    ///
    /// # Errors
    /// See [`EditShotsError`].
    pub async fn move_line(
        &self,
        actor: Actor,
        id: LineId,
        expected: Option<i64>,
        position: u32,
    ) -> Result<EditedShot, EditShotsError> {
        let (mut edit, at, from) = self.edit_line(actor, id, expected).await?;
        let lines = &mut edit.shots[at].lines;
        let line = lines.remove(from);
        let to = place(Some(position), lines.len()).map_err(|problem| Invalid::new("position", problem))?;
        lines.insert(to, line);
        edit.finish_at(at).await
    }
}

async fn can_speak(edit: &mut Edit, speaker: Option<CharacterId>) -> Result<Result<(), Problem>, StoreError> {
    match speaker {
        Some(speaker) => edit.has_cast(&[speaker]).await,
        None => Ok(Ok(())),
    }
}
