//! Size, angle and movement of a shot: the grammar of the storyboard.
//!
//! - A beat opens wide: an extreme long shot where the scene is new and outside, otherwise a long one.
//! - Places are long shots that pan; things that matter are close-ups.
//! - Deeds are full shots when bodies move, medium ones otherwise.
//! - Talk begins in a medium shot, goes over the shoulders and comes closer, and is cut between the speakers.
//! - Strong feeling is close and pushes in.
//! - Nothing stays the same three times in a row.

use super::note::{Kind, Note};
use std::ops::Range;
use xinggen_domain::shot::{CameraAngle, CameraMovement, ShotSize};

/// What the camera does in a shot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) size: ShotSize,
    pub(crate) angle: CameraAngle,
    pub(crate) movement: CameraMovement,
}

impl Look {
    const fn new(size: ShotSize, angle: CameraAngle, movement: CameraMovement) -> Self {
        Self { size, angle, movement }
    }

    /// Whether there is room for the one who is spoken to.
    pub(crate) fn shows_partner(self) -> bool {
        self.angle == CameraAngle::OverShoulder
            || !matches!(self.size, ShotSize::CloseUp | ShotSize::ExtremeCloseUp)
    }
}

/// The look of the shot with these notes; `before` are the looks of the beat so far.
pub(crate) fn look(fresh: bool, notes: &[Note], range: Range<usize>, before: &[Look]) -> Look {
    let shot = &notes[range.clone()];
    let print = shot.first().map_or(0, |note| note.print);
    let look = if before.is_empty() { opening(fresh, shot, print) } else { inner(notes, range, print) };
    varied(look, before)
}

fn opening(fresh: bool, shot: &[Note], print: u64) -> Look {
    let movements =
        [CameraMovement::PanRight, CameraMovement::PushIn, CameraMovement::PanLeft, CameraMovement::TiltDown];
    let movement = movements[(print % 4) as usize];
    let empty = shot.iter().all(|note| note.kind == Kind::View);
    match (fresh, empty) {
        (true, true) => Look::new(ShotSize::ExtremeLong, CameraAngle::High, movement),
        (_, true) => Look::new(ShotSize::Long, CameraAngle::Eye, movement),
        (true, false) => Look::new(ShotSize::Long, CameraAngle::High, CameraMovement::PushIn),
        (false, false) => Look::new(
            ShotSize::Long,
            CameraAngle::Eye,
            if print.is_multiple_of(2) { CameraMovement::PushIn } else { CameraMovement::PanRight },
        ),
    }
}

fn inner(notes: &[Note], range: Range<usize>, print: u64) -> Look {
    let shot = &notes[range.clone()];
    let feeling = shot.iter().map(|note| note.feeling).max().unwrap_or(0);
    let leading = shot.iter().find(|note| note.kind == Kind::Speech).or(shot.first());
    match leading.map_or(Kind::View, |note| note.kind) {
        Kind::View if shot.iter().any(|note| note.prop) => {
            Look::new(ShotSize::CloseUp, CameraAngle::High, CameraMovement::PushIn)
        }
        Kind::View => {
            let movement =
                if print.is_multiple_of(2) { CameraMovement::PanLeft } else { CameraMovement::PanRight };
            Look::new(ShotSize::Long, CameraAngle::Eye, movement)
        }
        Kind::Deed if feeling >= 2 => Look::new(ShotSize::CloseUp, CameraAngle::Eye, CameraMovement::PushIn),
        Kind::Deed if shot.iter().any(|note| note.moves) => Look::new(
            ShotSize::Full,
            if print.is_multiple_of(3) { CameraAngle::Low } else { CameraAngle::Eye },
            CameraMovement::Fixed,
        ),
        Kind::Deed => Look::new(
            ShotSize::Medium,
            if print.is_multiple_of(2) { CameraAngle::Side } else { CameraAngle::Eye },
            CameraMovement::PushIn,
        ),
        Kind::Speech => speech(notes, range, feeling, print),
    }
}

fn speech(notes: &[Note], range: Range<usize>, feeling: u32, print: u64) -> Look {
    let unseen = notes[range.clone()].iter().all(|note| note.seen_speaker().is_none());
    if unseen {
        return Look::new(ShotSize::CloseUp, CameraAngle::Side, CameraMovement::PushIn);
    }
    let two = notes[range.clone()]
        .iter()
        .filter_map(|note| note.speaker)
        .collect::<std::collections::BTreeSet<_>>()
        .len()
        > 1;
    if two {
        return Look::new(ShotSize::Medium, CameraAngle::Side, CameraMovement::Fixed);
    }
    match (feeling, notes[range.start].turn) {
        (3.., _) => Look::new(ShotSize::ExtremeCloseUp, CameraAngle::Eye, CameraMovement::PushIn),
        (2, _) => Look::new(
            ShotSize::CloseUp,
            if print.is_multiple_of(3) { CameraAngle::Low } else { CameraAngle::Eye },
            CameraMovement::PushIn,
        ),
        (_, 0) => Look::new(ShotSize::Medium, CameraAngle::Eye, CameraMovement::Fixed),
        (_, turn) => match turn % 4 {
            1 => Look::new(ShotSize::Medium, CameraAngle::OverShoulder, CameraMovement::Fixed),
            2 => Look::new(ShotSize::CloseUp, CameraAngle::Eye, CameraMovement::Fixed),
            3 => Look::new(ShotSize::CloseUp, CameraAngle::OverShoulder, CameraMovement::Fixed),
            _ => Look::new(ShotSize::Medium, CameraAngle::Side, CameraMovement::PushIn),
        },
    }
}

/// The same look a third time in a row becomes another.
fn varied(look: Look, before: &[Look]) -> Look {
    let repeats = before.iter().rev().take(2).filter(|other| **other == look).count();
    if repeats < 2 {
        return look;
    }
    let movement = match look.movement {
        CameraMovement::Fixed => CameraMovement::PushIn,
        CameraMovement::PushIn => CameraMovement::PullOut,
        CameraMovement::PanLeft => CameraMovement::PanRight,
        CameraMovement::PanRight => CameraMovement::PanLeft,
        _ => CameraMovement::Fixed,
    };
    Look { movement, ..look }
}
