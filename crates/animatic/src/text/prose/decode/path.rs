//! The best path through all quotations: Viterbi over the speakers of the last two turns.

use super::{Voice, turns::step};
use crate::text::prose::speech::Speech;

/// How many voices are weighed for one quotation.
const MOST_VOICES: usize = 10;

/// What is known of the best ways to one quotation: the value of each pair of speakers of the last two turns, and
/// the pair that it came from.
struct Ways {
    value: Vec<f32>,
    from: Vec<usize>,
}

/// The index of the voice of every quotation on the best path. `scores` has a row per quotation, a column per voice.
pub(super) fn best(speeches: &[Speech], scores: &[Vec<f32>], voices: &[Voice]) -> Vec<usize> {
    let Some(first) = scores.first() else {
        return Vec::new();
    };
    let width = voices.len() + 1;
    let none = voices.len();
    let mut start = Ways { value: vec![f32::NEG_INFINITY; width * width], from: Vec::new() };
    for (now, score) in first.iter().enumerate() {
        start.value[none * width + now] = *score;
    }
    let mut ways = vec![start];
    for (at, here) in scores.iter().enumerate().skip(1) {
        let next = onward(speeches, at, here, voices, &ways[at - 1].value);
        ways.push(next);
    }
    trace(&ways, width)
}

fn onward(speeches: &[Speech], at: usize, here: &[f32], voices: &[Voice], value: &[f32]) -> Ways {
    let width = voices.len() + 1;
    let together = speeches[at].paragraph == speeches[at - 1].paragraph;
    let mut next = Ways { value: vec![f32::NEG_INFINITY; width * width], from: vec![0; width * width] };
    let likely = likely(here);
    for (state, so_far) in value.iter().enumerate().filter(|(_, so_far)| **so_far > f32::NEG_INFINITY) {
        let (before, last) = (state / width, state % width);
        for &(now, score) in &likely {
            let total =
                so_far + score + step(speeches, at, (voices.get(before).copied(), voices[last]), voices[now]);
            // Quotations of one speaker in one paragraph are one turn.
            let into = if together && now == last { state } else { last * width + now };
            if total > next.value[into] {
                next.value[into] = total;
                next.from[into] = state;
            }
        }
    }
    next
}

/// The best voices for one quotation; all others are too far behind for any turn to bring them back.
fn likely(scores: &[f32]) -> Vec<(usize, f32)> {
    let mut ranked: Vec<(usize, f32)> = scores.iter().copied().enumerate().collect();
    ranked.sort_by(|one, two| two.1.total_cmp(&one.1).then(one.0.cmp(&two.0)));
    ranked.truncate(MOST_VOICES);
    ranked
}

fn trace(ways: &[Ways], width: usize) -> Vec<usize> {
    let last = ways.last().map_or(&[][..], |ways| &ways.value);
    let mut state = (0..last.len()).fold(0, |best, at| if last[at] > last[best] { at } else { best });
    let mut path = Vec::with_capacity(ways.len());
    for step in ways.iter().rev() {
        path.push(state % width);
        state = step.from.get(state).copied().unwrap_or(0);
    }
    path.reverse();
    path
}
