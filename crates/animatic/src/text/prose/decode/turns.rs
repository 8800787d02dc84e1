//! The habit of speakers to take turns.

use super::Voice;
use crate::text::prose::speech::{Speech, Strength};

/// What it is worth that `now` follows `pair`: the speakers of the turn before the last, and of the last.
pub(super) fn step(speeches: &[Speech], at: usize, pair: (Option<Voice>, Voice), now: Voice) -> f32 {
    let (last, this) = (&speeches[at - 1], &speeches[at]);
    let (before, previous) = pair;
    if last.open && this.paragraph == last.paragraph + 1 {
        return if now == previous { 12.0 } else { 0.0 };
    }
    if now == Voice::Narrator || previous == Voice::Narrator {
        return 0.0;
    }
    let gap = this.paragraph - last.paragraph;
    let gap = if this.led && gap == 1 { 2 } else { gap };
    let same = now == previous;
    let earlier = speeches[..at - 1].iter().rev().find(|speech| speech.paragraph < last.paragraph);
    let near = !last.opens && earlier.is_some_and(|earlier| last.paragraph - earlier.paragraph <= 2);
    let two_back = near && before == Some(now);
    let attributed = this.hints.iter().any(|hint| hint.strength == Strength::Said);
    match (gap, this.opens) {
        (0, _) if same => {
            if attributed {
                2.0
            } else {
                6.0
            }
        }
        (0, _) => -1.0,
        (_, true) => 0.0,
        (1, _) => match (same, two_back) {
            (true, _) => -4.0 - if last.asks { 1.0 } else { 0.0 },
            (_, true) => 2.0,
            _ => 0.0,
        },
        (2, _) => match (same, two_back) {
            (true, _) => -1.5 - if last.asks { 1.0 } else { 0.0 },
            (_, true) => 1.6,
            _ => 0.0,
        },
        _ => {
            if two_back {
                0.4
            } else {
                0.0
            }
        }
    }
}
