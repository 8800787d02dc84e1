use crate::{
    LineId, ShotId,
    shot::{Line, Shot},
    time::{Millis, on_grid},
};
use std::collections::HashMap;

/// Silence before the first line of a shot.
pub const LEAD_MS: Millis = 200;
/// Silence after the last line of a shot.
pub const TAIL_MS: Millis = 200;
/// How long two shots overlap where the beat changes. Both get this much room beyond their lines there, so that
/// no line overlaps a transition.
pub const TRANSITION_MS: Millis = 400;
/// A measured shot above this is split between two lines.
pub const MAX_SHOT_MS: Millis = 12_000;
/// The first shot is at least this long: the AI mark stands in it for 2 s or more.
pub const OPENING_MS: Millis = 2_500;

/// Whether a transition, not a straight cut, follows the shot at `index`.
#[must_use]
pub fn transition_after(shots: &[Shot], index: usize) -> bool {
    shots.get(index + 1).is_some_and(|next| next.beat != shots[index].beat)
}

/// Gives every shot its measured duration and every line its place, from the durations of the voices. A shot
/// above [`MAX_SHOT_MS`] is split between lines; `new_id` names the parts behind the first. Shots are numbered
/// anew from 1. Lines without a duration keep their shot unmeasured. Measuring again changes nothing.
#[must_use]
pub fn measure(
    shots: Vec<Shot>,
    voices: &HashMap<LineId, Millis>,
    mut new_id: impl FnMut() -> ShotId,
) -> Vec<Shot> {
    let mut parts: Vec<Shot> = shots.into_iter().flat_map(|shot| split(shot, voices, &mut new_id)).collect();
    for (shot, number) in parts.iter_mut().zip(1..) {
        shot.number = number;
    }
    let edges: Vec<(bool, bool)> = (0..parts.len())
        .map(|at| (at > 0 && transition_after(&parts, at - 1), transition_after(&parts, at)))
        .collect();
    for (shot, (before, after)) in parts.iter_mut().zip(edges) {
        place(shot, voices, before, after);
    }
    parts
}

fn room(transition: bool, silence: Millis) -> Millis {
    if transition { silence + TRANSITION_MS } else { silence }
}

fn place(shot: &mut Shot, voices: &HashMap<LineId, Millis>, before: bool, after: bool) {
    let lead = room(before, LEAD_MS);
    let mut at = lead;
    for line in &mut shot.lines {
        let Some(&duration) = voices.get(&line.id) else {
            shot.measured_ms = None;
            return;
        };
        line.start_ms = Some(at);
        line.duration_ms = Some(duration);
        at += duration;
    }
    let spoken = if shot.lines.is_empty() { shot.planned_ms } else { at + room(after, TAIL_MS) };
    let least = if shot.number == 1 { OPENING_MS + room(after, 0) } else { 0 };
    shot.measured_ms = Some(on_grid(spoken.max(least)));
}

/// Splits between lines so that no part is above the limit, as few parts as can be; planned time is divided in
/// steps of 500 ms and keeps its sum, so the parts cost what the whole was quoted.
fn split(shot: Shot, voices: &HashMap<LineId, Millis>, new_id: &mut impl FnMut() -> ShotId) -> Vec<Shot> {
    let groups = group(&shot.lines, voices);
    if groups.len() < 2 {
        return vec![shot];
    }
    let total: usize = shot.lines.iter().map(|line| line.text.chars().count().max(1)).sum();
    let mut left = shot.planned_ms;
    let last = groups.len() - 1;
    let mut parts = Vec::with_capacity(groups.len());
    for (at, lines) in groups.into_iter().enumerate() {
        let chars: usize = lines.iter().map(|line| line.text.chars().count().max(1)).sum();
        let share = (shot.planned_ms as usize * chars / total / 500 * 500) as Millis;
        let planned_ms = if at == last { left } else { share.min(left) };
        left -= planned_ms;
        let id = if at == 0 { shot.id } else { new_id() };
        parts.push(Shot { id, lines, planned_ms, ..shot.clone() });
    }
    parts
}

/// The limit is kept with the room of two transitions, which a part may turn out to need.
fn group(lines: &[Line], voices: &HashMap<LineId, Millis>) -> Vec<Vec<Line>> {
    let limit = MAX_SHOT_MS - 2 * TRANSITION_MS - LEAD_MS - TAIL_MS;
    let mut groups: Vec<Vec<Line>> = Vec::new();
    let mut length = 0;
    for line in lines {
        let duration = voices.get(&line.id).copied().unwrap_or(0);
        match groups.last_mut() {
            Some(group) if length + duration <= limit => group.push(line.clone()),
            _ => {
                groups.push(vec![line.clone()]);
                length = 0;
            }
        }
        length += duration;
    }
    groups
}
