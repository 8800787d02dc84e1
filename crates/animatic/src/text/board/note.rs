//! What an utterance shows.

use super::BeatBoard;
use crate::text::{
    find::Hit,
    language::{is_han, speech_ms},
    lexicon::{Words, camera},
};
use std::collections::BTreeSet;
use xinggen_domain::{
    CharacterId,
    fuel::OutOfFuel,
    script::{LineMode, Utterance},
};

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
    /// The last two people who spoke in the picture before it in the beat, the last one first.
    pub(crate) spoke: [Option<usize>; 2],
    /// How many lines of talk stand right before it in the beat.
    pub(crate) turn: usize,
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

/// How often an utterance is gone over.
const COST: usize = 8;

/// Notes on every utterance of a beat.
pub(crate) fn notes(board: &BeatBoard<'_>) -> Result<Vec<Note>, OutOfFuel> {
    let mut last: Vec<usize> = Vec::new();
    let mut notes: Vec<Note> = Vec::new();
    let (mut spoke, mut turn) = ([None, None], 0);
    for line in &board.beat.utterances {
        board.fuel.burn(COST * (line.text.len() + line.action.len()))?;
        let note = Note { spoke, turn, ..note(board, line, &last) };
        turn = if note.kind == Kind::Speech { turn + 1 } else { 0 };
        if let Some(speaker) = note.seen_speaker().filter(|speaker| spoke[0] != Some(*speaker)) {
            spoke = [Some(speaker), spoke[0]];
        }
        let shown: Vec<usize> = note.seen_speaker().into_iter().chain(note.shows.iter().copied()).collect();
        if !shown.is_empty() {
            last = shown;
        }
        notes.push(note);
    }
    Ok(notes)
}

fn note(board: &BeatBoard<'_>, line: &Utterance<CharacterId>, last: &[usize]) -> Note {
    let speaker = line.speaker.and_then(|id| board.index.person(id));
    let named = |text: &str| board.index.named(text, &board.present, super::MOST_CAST, board.fuel);
    let mut shows = if speaker.is_none() { named(&line.text) } else { Vec::new() };
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
    let feelings: BTreeSet<usize> = begun(&words, &camera::FEELING).map(|hit| hit.word).collect();
    Note {
        kind,
        speaker,
        spoke: [None, None],
        turn: 0,
        mode: line.mode,
        shows,
        ms: speech_ms(&line.text),
        feeling: (marks + feelings.len()) as u32,
        moves: begun(&words, &camera::MOTION).next().is_some(),
        prop: board.index.has_prop(&words),
        print: print(&line.text),
    }
}

/// The words of a list with which a word of the text begins; Chinese has no words to begin.
fn begun<'a>(text: &'a str, words: &'static Words) -> impl Iterator<Item = Hit> + 'a {
    words.finder().hits(text).filter(|hit| {
        let inside = text[..hit.start].chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
        !inside || text[hit.start..hit.end].chars().any(is_han)
    })
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
