//! Which utterances share a shot.

use super::note::{Kind, Note};
use std::ops::Range;

const MOST_LINES: usize = 3;
const LONGEST_MS: u32 = 8_600;
/// A line this short may share a shot with the answer to it.
const QUICK_MS: u32 = 1_900;

/// The utterances of each shot, in order: one to three, up to about nine seconds.
pub(crate) fn groups(notes: &[Note]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..notes.len() {
        match found.last_mut() {
            Some(last) if joins(&notes[last.clone()], &notes[at]) => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

fn joins(shot: &[Note], next: &Note) -> bool {
    let Some(last) = shot.last() else { return false };
    let total: u32 = shot.iter().map(|note| note.ms).sum::<u32>() + next.ms;
    if shot.len() >= MOST_LINES || total > LONGEST_MS {
        return false;
    }
    match (last.kind, next.kind) {
        (Kind::Speech, Kind::Speech) => {
            let quick = last.ms <= QUICK_MS
                && next.ms <= QUICK_MS
                && last.seen_speaker().is_some()
                && next.seen_speaker().is_some();
            last.speaker == next.speaker || (quick && shot.len() == 1)
        }
        (Kind::View, Kind::View) => true,
        (Kind::Deed, Kind::Deed) => last.shows == next.shows,
        // What somebody does and then says, or says and then does, is one take.
        (Kind::Deed, Kind::Speech) => {
            next.seen_speaker().is_some_and(|speaker| last.shows == [speaker]) && shot.len() == 1
        }
        (Kind::Speech, Kind::Deed) => {
            last.seen_speaker().is_some_and(|speaker| next.shows == [speaker]) && next.ms <= QUICK_MS * 2
        }
        _ => false,
    }
}
