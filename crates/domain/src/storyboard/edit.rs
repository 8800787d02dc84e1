//! What people may do to a storyboard by hand.

use super::transition_after;
use crate::{
    CharacterId, LineId, ShotId,
    limits::Problem,
    shot::{Line, Shot},
    time::{Millis, Timestamp},
};
use std::{collections::HashMap, ops::RangeInclusive};

/// How long a shot may be planned to be.
pub const PLANNED_MS: RangeInclusive<Millis> = 2_000..=12_000;
/// Planned durations are multiples of this.
pub const PLANNED_STEP_MS: Millis = 500;

/// Why a storyboard was not edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditRefused {
    /// The line to split before is not one of the shot.
    #[error("the line is not one of this shot")]
    NoSuchLine,
    /// A part would have no line.
    #[error("a shot cannot be split before its first line")]
    FirstLine,
    /// There is nothing to merge with.
    #[error("no shot follows this one")]
    LastShot,
    /// Shots that play in different scenes stay apart.
    #[error("the next shot plays in another scene")]
    OtherScene,
    /// Merged, they would be longer than a shot may be.
    #[error("together the shots would be planned for {planned_ms} ms, but {most} ms is the most", most = PLANNED_MS.end())]
    TooLong {
        /// The sum.
        planned_ms: Millis,
    },
    /// A new order has to name every shot once.
    #[error("the new order must name every shot of the storyboard exactly once")]
    NotTheSameShots,
}

impl EditRefused {
    /// The stable code of the refusal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSuchLine => "no_such_line",
            Self::FirstLine => "first_line",
            Self::LastShot => "last_shot",
            Self::OtherScene => "other_scene",
            Self::TooLong { .. } => "too_long",
            Self::NotTheSameShots => "not_the_same_shots",
        }
    }
}

/// A planned duration, if a shot may have it.
///
/// # Errors
/// [`Problem::Range`] or [`Problem::Step`].
pub fn check_planned(ms: Millis) -> Result<Millis, Problem> {
    if !PLANNED_MS.contains(&ms) {
        return Err(Problem::Range { least: *PLANNED_MS.start(), most: *PLANNED_MS.end() });
    }
    if !ms.is_multiple_of(PLANNED_STEP_MS) {
        return Err(Problem::Step { step: PLANNED_STEP_MS });
    }
    Ok(ms)
}

impl Shot {
    /// Two shots of one: the second, with this id, begins with the given line; both show the same. The planned
    /// time is divided as the lines' lengths are, and each part has 2 s at least, even when that is more than the
    /// whole had.
    ///
    /// # Errors
    /// [`EditRefused::NoSuchLine`], [`EditRefused::FirstLine`].
    pub fn split_before(&self, line: LineId, id: ShotId, now: Timestamp) -> Result<[Self; 2], EditRefused> {
        let at = self.lines.iter().position(|other| other.id == line).ok_or(EditRefused::NoSuchLine)?;
        if at == 0 {
            return Err(EditRefused::FirstLine);
        }
        let (first, second) = self.lines.split_at(at);
        let (least, most) = (*PLANNED_MS.start(), *PLANNED_MS.end());
        let (before, after) = (length(first), length(second));
        let share = (u64::from(self.planned_ms) * before / (before + after)) as Millis;
        let room = self.planned_ms.saturating_sub(least).clamp(least, most);
        let one = whole_steps(share).clamp(least, room);
        let two = whole_steps(self.planned_ms.saturating_sub(one)).clamp(least, most);
        let head = Self { lines: first.to_vec(), planned_ms: one, ..self.clone() };
        let tail =
            Self { id, lines: second.to_vec(), planned_ms: two, version: 1, created_at: now, ..self.clone() };
        Ok([head, tail])
    }

    /// This shot and the next one as one. The picture stays that of this one; lines are concatenated, and whoever
    /// or whatever is only in the next joins those in this.
    ///
    /// # Errors
    /// [`EditRefused::OtherScene`], [`EditRefused::TooLong`].
    pub fn merge_with(&self, next: &Self) -> Result<Self, EditRefused> {
        if self.scene_id != next.scene_id {
            return Err(EditRefused::OtherScene);
        }
        let planned_ms = self.planned_ms.saturating_add(next.planned_ms).max(*PLANNED_MS.start());
        if planned_ms > *PLANNED_MS.end() {
            return Err(EditRefused::TooLong { planned_ms });
        }
        let mut merged = Self { planned_ms, ..self.clone() };
        merged.lines.extend(next.lines.iter().cloned());
        merged.cast.extend(next.cast.iter().filter(|id| !self.cast.contains(id)));
        merged.props.extend(next.props.iter().filter(|id| !self.props.contains(id)));
        Ok(merged)
    }
}

fn length(lines: &[Line]) -> u64 {
    lines.iter().map(|line| line.text.chars().count().max(1) as u64).sum()
}

fn whole_steps(ms: Millis) -> Millis {
    ms / PLANNED_STEP_MS * PLANNED_STEP_MS
}

/// The shots in the order of these ids.
///
/// # Errors
/// [`EditRefused::NotTheSameShots`] unless the ids are those of the shots, each once.
pub fn reorder(shots: Vec<Shot>, order: &[ShotId]) -> Result<Vec<Shot>, EditRefused> {
    let count = shots.len();
    let mut known: HashMap<ShotId, Shot> = shots.into_iter().map(|shot| (shot.id, shot)).collect();
    let ordered: Option<Vec<Shot>> = order.iter().map(|id| known.remove(id)).collect();
    ordered.filter(|ordered| ordered.len() == count).ok_or(EditRefused::NotTheSameShots)
}

/// Numbers the shots of an edited storyboard from 1, and takes back the measurements of those whose timing the
/// edit may have changed, so that they are measured anew before anything is made from them.
pub fn renumber(old: &[Shot], new: &mut [Shot]) {
    let before: HashMap<ShotId, Timing<'_>> =
        (0..old.len()).map(|at| (old[at].id, Timing::of(old, at))).collect();
    let kept: Vec<bool> =
        (0..new.len()).map(|at| before.get(&new[at].id) == Some(&Timing::of(new, at))).collect();
    for ((shot, kept), number) in new.iter_mut().zip(kept).zip(1..) {
        shot.number = number;
        if !kept {
            shot.measured_ms = None;
            for line in &mut shot.lines {
                line.start_ms = None;
                line.duration_ms = None;
            }
        }
    }
}

/// Whatever measuring a shot depends on.
#[derive(PartialEq)]
struct Timing<'a> {
    planned_ms: Millis,
    opens: bool,
    transitions: (bool, bool),
    lines: Vec<(LineId, Option<CharacterId>, &'a str)>,
}

impl<'a> Timing<'a> {
    fn of(shots: &'a [Shot], at: usize) -> Self {
        let shot = &shots[at];
        Self {
            planned_ms: shot.planned_ms,
            opens: at == 0,
            transitions: (at > 0 && transition_after(shots, at - 1), transition_after(shots, at)),
            lines: shot.lines.iter().map(|line| (line.id, line.speaker, line.text.as_str())).collect(),
        }
    }
}
