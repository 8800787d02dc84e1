//! Beats: where one dramatic unit ends and the next begins.
//!
//! Headings, new sections, chapters and jumps in time always begin a beat. What is still longer than
//! [`LONGEST`] utterances is cut at paragraphs, by a rule that looks only at the neighbourhood: a paragraph begins a
//! beat when its [`rank`] is the highest of all within [`REACH`] utterances. So after an edit the beats behind it
//! are soon the same again.

mod peaks;

use super::{passage::Passage, sentence::utterances, setting};
use peaks::Stretch;
use std::ops::Range;
use xinggen_domain::{
    fuel::{Fuel, OutOfFuel},
    script::Language,
};

const LONGEST: usize = 14;
const SHORTEST: usize = 5;
const REACH: usize = 9;
const FIRST_LETTERS: usize = 4;

/// How often a stretch is cut by ranks; what is still too long then is cut where it gets too long.
const MOST_ROUNDS: usize = 24;

/// The passages of each beat.
pub(crate) fn beats(
    passages: &[Passage],
    language: Language,
    fuel: &Fuel,
) -> Result<Vec<Range<usize>>, OutOfFuel> {
    let stretch = Stretch::of(passages, language, fuel)?;
    let mut found = Vec::new();
    let mut start = 0;
    let mut titles = true;
    for at in 1..=passages.len() {
        fuel.burn(1)?;
        titles &= passages[at - 1].title;
        let so_far = stretch.count(start..at);
        let breaks =
            at == passages.len() || (so_far > 0 && !titles && breaks(&passages[at], so_far, language));
        if breaks {
            stretch.cut(start..at, fuel, &mut found)?;
            (start, titles) = (at, true);
        }
    }
    found.retain(|range| stretch.count(range.clone()) > 0);
    Ok(found)
}

fn count(passage: &Passage, language: Language, fuel: &Fuel) -> usize {
    passage.pieces.iter().map(|piece| utterances(&piece.text, language, fuel).len()).sum()
}

/// Whether a beat must begin with this passage; a title belongs to what follows it.
fn breaks(next: &Passage, so_far: usize, language: Language) -> bool {
    next.heading.is_some() || next.opens || (so_far >= SHORTEST - 1 && setting::jumps(&next.told, language))
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
