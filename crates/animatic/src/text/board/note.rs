//! What an utterance shows.

use super::BeatBoard;
use crate::text::{
    language::{is_han, speech_ms},
    lexicon::camera,
};
use xinggen_domain::script::{LineMode, Utterance};

/// What kind of utterance it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Speech,
    /// Told about people who are there.
    Deed,
    /// Told about a place or a thing.
    View,
}

/// What an utterance shows.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) kind: Kind,
    pub(crate) speaker: Option<usize>,
    mode: LineMode,
    /// Whom its words show.
    pub(crate) shows: Vec<usize>,
    pub(crate) ms: u32,
    /// 0 calm, 1 moved, 2 and more strong.
    pub(crate) feeling: u32,
    pub(crate) moves: bool,
    pub(crate) prop: bool,
    /// A number that depends on the words alone, for choices between equals.
    pub(crate) print: u64,
}

impl Note {
    /// The speaker, if they are in the picture.
    pub(crate) fn seen_speaker(&self) -> Option<usize> {
        self.speaker.filter(|_| self.mode == LineMode::Dialogue)
    }
}

/// Notes on every utterance of a beat.
pub(crate) fn notes(board: &BeatBoard<'_>) -> Vec<Note> {
    let mut last: Vec<usize> = Vec::new();
    let mut notes = Vec::new();
    for line in &board.beat.utterances {
        let note = note(board, line, &last);
        let shown: Vec<usize> = note.seen_speaker().into_iter().chain(note.shows.iter().copied()).collect();
        if !shown.is_empty() {
            last = shown;
        }
        notes.push(note);
    }
    notes
}

fn note(board: &BeatBoard<'_>, line: &Utterance<xinggen_domain::CharacterId>, last: &[usize]) -> Note {
    let speaker = line.speaker.and_then(|id| board.index_of(id));
    let mut shows = if speaker.is_none() { named(board, &line.text) } else { Vec::new() };
    if speaker.is_none() && shows.is_empty() && begins_with_pronoun(&line.text) {
        shows = last.iter().copied().take(1).collect();
    }
    let kind = match (speaker, shows.is_empty()) {
        (Some(_), _) => Kind::Speech,
        (None, false) => Kind::Deed,
        (None, true) => Kind::View,
    };
    let words = format!("{} {}", line.text, line.action).to_lowercase();
    let marks = line.text.matches(['！', '!']).count().min(1);
    let feelings = camera::FEELING.iter().filter(|word| begins(&words, word)).count();
    Note {
        kind,
        speaker,
        mode: line.mode,
        shows,
        ms: speech_ms(&line.text),
        feeling: (marks + feelings) as u32,
        moves: camera::MOTION.iter().any(|word| begins(&words, word)),
        prop: board.request.props.iter().any(|prop| words.contains(&prop.name.to_lowercase())),
        print: print(&line.text),
    }
}

/// Whether a word of the text begins so; Chinese has no words to begin.
fn begins(text: &str, start: &str) -> bool {
    text.match_indices(start).any(|(at, _)| {
        let inside = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
        !inside || start.chars().any(is_han)
    })
}

/// Who of those present is named in what is told, in the order of the words.
fn named(board: &BeatBoard<'_>, text: &str) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for person in board.beat.present.iter().filter_map(|id| board.index_of(*id)) {
        let character = &board.request.cast[person];
        let names = std::iter::once(&character.name).chain(&character.aliases);
        if let Some(at) = names.filter_map(|name| find_name(text, name)).min() {
            found.push((at, person));
        }
    }
    found.sort_unstable();
    found.dedup_by_key(|(_, person)| *person);
    found.into_iter().map(|(_, person)| person).take(super::MOST_CAST).collect()
}

fn find_name(text: &str, name: &str) -> Option<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let whole = |at: usize| {
        name.chars().any(is_han)
            || edge(text[..at].chars().next_back()) && edge(text[at + name.len()..].chars().next())
    };
    text.match_indices(name).map(|(at, _)| at).find(|&at| whole(at))
}

fn begins_with_pronoun(text: &str) -> bool {
    let words = ["he", "she", "his", "her", "then"];
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    text.starts_with(['他', '她']) && !text.starts_with("他们") && !text.starts_with("她们")
        || words.contains(&first.as_str())
}

/// FNV-1a of the words.
fn print(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        >> 7
}
