//! Beats: where one dramatic unit ends and the next begins.
//!
//! Headings, new sections, chapters and jumps in time always begin a beat. What is still longer than
//! [`LONGEST`] utterances is cut at paragraphs, by a rule that looks only at the neighbourhood: a paragraph begins a
//! beat when its [`rank`] is the highest of all within [`REACH`] utterances. So after an edit the beats behind it
//! are soon the same again.

use super::{passage::Passage, sentence::utterances, setting};
use std::ops::Range;
use xinggen_domain::script::Language;

const LONGEST: usize = 14;
const SHORTEST: usize = 5;
const REACH: usize = 9;
const FIRST_LETTERS: usize = 4;

/// The passages of each beat.
pub(crate) fn beats(passages: &[Passage], language: Language) -> Vec<Range<usize>> {
    let counts: Vec<usize> = passages.iter().map(|passage| count(passage, language)).collect();
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..=passages.len() {
        let so_far: usize = counts[start..at].iter().sum();
        if at == passages.len() || (so_far > 0 && breaks(passages, start..at, so_far, language)) {
            cut(start..at, passages, &counts, &mut found);
            start = at;
        }
    }
    found.retain(|range| counts[range.clone()].iter().sum::<usize>() > 0);
    found
}

fn count(passage: &Passage, language: Language) -> usize {
    passage.pieces.iter().map(|piece| utterances(&piece.text, language).len()).sum()
}

/// Whether a beat must begin behind `range`.
fn breaks(passages: &[Passage], range: Range<usize>, so_far: usize, language: Language) -> bool {
    let next = &passages[range.end];
    // A title belongs to what follows it.
    if passages[range].iter().all(|passage| passage.title) {
        return false;
    }
    if next.heading.is_some() || next.opens {
        return true;
    }
    so_far >= SHORTEST - 1 && setting::jumps(&next.told, language)
}

/// Cuts a stretch that is too long.
fn cut(range: Range<usize>, passages: &[Passage], counts: &[usize], found: &mut Vec<Range<usize>>) {
    let total: usize = counts[range.clone()].iter().sum();
    if total <= LONGEST {
        found.push(range);
        return;
    }
    let inner = |at: &usize| {
        counts[range.start..*at].iter().sum::<usize>() >= SHORTEST
            && counts[*at..range.end].iter().sum::<usize>() >= SHORTEST
    };
    let places: Vec<usize> = (range.start + 1..range.end).filter(inner).collect();
    let ranks: Vec<u64> = places.iter().map(|&at| rank(&passages[at - 1], &passages[at])).collect();
    let far = |one: usize, two: usize| counts[one.min(two)..one.max(two)].iter().sum::<usize>() > REACH;
    let peak = |index: &usize| {
        places.iter().zip(&ranks).all(|(&other, &rank)| {
            other == places[*index] || far(other, places[*index]) || rank < ranks[*index]
        })
    };
    let mut cuts: Vec<usize> = (0..places.len()).filter(peak).map(|index| places[index]).collect();
    if cuts.is_empty() {
        let best = (0..places.len()).max_by_key(|&index| ranks[index]);
        match best {
            Some(index) => cuts.push(places[index]),
            None => return found.push(range),
        }
    }
    let mut start = range.start;
    for end in cuts.into_iter().chain([range.end]) {
        cut(start..end, passages, counts, found);
        start = end;
    }
}

/// How well a beat begins with this passage: narration is better than a line, narration behind a line best; equal
/// ones are told apart by their words alone.
fn rank(before: &Passage, passage: &Passage) -> u64 {
    let told = |passage: &Passage| passage.pieces.iter().all(|piece| piece.speaker.is_none());
    let grade = match (told(before), told(passage)) {
        (false, true) => 3,
        (true, true) => 2,
        (true, false) => 1,
        (false, false) => 0,
    };
    // Only the first letters count, so that most edits of a paragraph leave its rank as it was.
    let first = |passage: &Passage| {
        passage
            .pieces
            .first()
            .map_or_else(String::new, |piece| piece.text.chars().take(FIRST_LETTERS).collect())
    };
    let words = format!("{}|{}", first(before), first(passage));
    let print = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (grade << 60) | (print >> 4)
}
