//! The best path through all quotations: Viterbi over the speakers of the last two turns, among the best candidates
//! of each quotation. What it takes is linear in the quotations, in time and memory, however many people there are.

use super::{Voice, context::Context, turns::Turn};
use xinggen_domain::fuel::OutOfFuel;

/// How many voices are weighed for one quotation.
const MOST_VOICES: usize = 10;
/// No way that is this far behind the best one ever wins: two steps later both are in the same state, and no two steps
/// differ by more.
const LOST: f32 = 24.0;
/// How many ways are kept to one quotation.
const MOST_WAYS: usize = 128;

/// The best way to a pair of speakers of the last two turns.
#[derive(Clone, Copy)]
struct Way {
    /// The voices of the turn before the last, and of the last.
    pair: (usize, usize),
    value: f32,
    /// Which way of the quotation before it comes from.
    from: usize,
}

/// The best voices for one quotation; all others are too far behind for any turn to bring them back.
pub(super) fn likely(mut scores: Vec<(usize, f32)>) -> Vec<(usize, f32)> {
    scores.sort_by(|one, two| two.1.total_cmp(&one.1).then(one.0.cmp(&two.0)));
    scores.truncate(MOST_VOICES);
    scores
}

/// The index of the voice of every quotation on the best path. `rows` has the candidates of each, by their index, with
/// their scores.
pub(super) fn best(
    context: &Context<'_>,
    rows: &[Vec<(usize, f32)>],
    voices: &[Voice],
) -> Result<Vec<usize>, OutOfFuel> {
    let Some(first) = rows.first() else {
        return Ok(Vec::new());
    };
    let none = voices.len();
    let mut ways: Vec<Way> =
        first.iter().map(|&(now, score)| Way { pair: (none, now), value: score, from: 0 }).collect();
    // Per quotation, where each way came from and who speaks.
    let mut trail: Vec<Vec<(u16, u32)>> = vec![steps(&ways)];
    for (turn, row) in Turn::all(context.speeches).zip(&rows[1..]) {
        context.cast.burn(ways.len() * row.len())?;
        ways = onward(&turn, row, voices, &ways);
        trail.push(steps(&ways));
    }
    Ok(trace(&ways, &trail))
}

fn steps(ways: &[Way]) -> Vec<(u16, u32)> {
    ways.iter().map(|way| (way.from as u16, way.pair.1 as u32)).collect()
}

fn onward(turn: &Turn, row: &[(usize, f32)], voices: &[Voice], ways: &[Way]) -> Vec<Way> {
    // By the last speaker's place in `lasts` and the next one's in the row.
    let mut lasts: Vec<usize> = ways.iter().map(|way| way.pair.1).collect();
    lasts.sort_unstable();
    lasts.dedup();
    let mut next: Vec<Option<Way>> = vec![None; lasts.len() * row.len()];
    let mut stays: Vec<Way> = Vec::new();
    for (from, way) in ways.iter().enumerate() {
        let (before, last) = way.pair;
        let line = lasts.partition_point(|other| *other < last) * row.len();
        for (at, &(now, score)) in row.iter().enumerate() {
            let value =
                way.value + score + turn.worth((voices.get(before).copied(), voices[last]), voices[now]);
            // Quotations of one speaker in one paragraph are one turn.
            if turn.together && now == last {
                stays.push(Way { pair: way.pair, value, from });
            } else if next[line + at].is_none_or(|known| value > known.value) {
                next[line + at] = Some(Way { pair: (last, now), value, from });
            }
        }
    }
    let mut found: Vec<Way> = next.into_iter().flatten().chain(stays).collect();
    // Of equal ways the one that comes from the first is kept.
    found.sort_by(|one, two| {
        one.pair.cmp(&two.pair).then(two.value.total_cmp(&one.value)).then(one.from.cmp(&two.from))
    });
    found.dedup_by_key(|way| way.pair);
    prune(&mut found);
    found
}

/// Leaves out what cannot win any more, and of very many ways the worst; the order stays.
fn prune(ways: &mut Vec<Way>) {
    let best = ways.iter().map(|way| way.value).fold(f32::NEG_INFINITY, f32::max);
    ways.retain(|way| way.value > best - LOST);
    if ways.len() > MOST_WAYS {
        let mut values: Vec<f32> = ways.iter().map(|way| way.value).collect();
        values.sort_unstable_by(|one, two| two.total_cmp(one));
        let least = values[MOST_WAYS - 1];
        ways.retain(|way| way.value >= least);
        ways.truncate(MOST_WAYS);
    }
}

fn trace(ways: &[Way], trail: &[Vec<(u16, u32)>]) -> Vec<usize> {
    let better = |best: usize, at: usize| if ways[at].value > ways[best].value { at } else { best };
    let mut at = (0..ways.len()).fold(0, better);
    let mut path = Vec::with_capacity(trail.len());
    for step in trail.iter().rev() {
        let Some(&(from, voice)) = step.get(at) else { break };
        path.push(voice as usize);
        at = from as usize;
    }
    path.reverse();
    path
}
