//! The draft of a script, put together from what was read.

use super::{
    beats::beats,
    language::length,
    lexicon::props,
    passage::{Passage, Piece, Reading},
    scenes::Scenes,
    sentence::{finished, is_spoken, join, utterances},
};
use std::collections::BTreeMap;
use xinggen_domain::script::{BeatDraft, Language, PropDraft, ScriptDraft, Utterance};

const MOST_PROPS: usize = 3;
const LEAST_MENTIONS: usize = 3;

/// The draft; it has at least one beat when anything is spoken at all.
pub(crate) fn draft(reading: &Reading, source: &str) -> ScriptDraft {
    let mut roll = Roll::of(reading);
    let mut scenes = Scenes::new(reading.language);
    let mut drafts = Vec::new();
    for range in beats(&reading.passages, reading.language) {
        let passages = &reading.passages[range];
        let scene = scenes.of(passages, &reading.cast);
        let lines: Vec<Utterance<usize>> =
            passages.iter().flat_map(|passage| lines(passage, reading.language, &mut roll)).collect();
        if lines.is_empty() {
            continue;
        }
        let mut present: Vec<usize> = Vec::new();
        for person in passages.iter().flat_map(|passage| passage.present.iter()) {
            if let Some(index) = roll.find(*person).filter(|index| !present.contains(index)) {
                present.push(index);
            }
        }
        drafts.push(BeatDraft { scene, present, utterances: lines });
    }
    ScriptDraft {
        language: reading.language,
        characters: roll.order.iter().map(|&person| reading.cast.people[person].draft()).collect(),
        scenes: scenes.found,
        props: props_of(source, reading.language),
        beats: drafts,
    }
}

/// Who is in the draft's cast, in the order of the story.
struct Roll {
    order: Vec<usize>,
    places: BTreeMap<usize, usize>,
}

impl Roll {
    /// Everybody who speaks, and who belongs to the cast without a line.
    fn of(reading: &Reading) -> Self {
        let mut roll = Self { order: Vec::new(), places: BTreeMap::new() };
        for passage in &reading.passages {
            let silent = passage.present.iter().copied().filter(|&person| {
                let person = &reading.cast.people[person];
                person.established && !person.role
            });
            for person in passage.pieces.iter().filter_map(|piece| piece.speaker).chain(silent) {
                roll.add(person);
            }
        }
        roll
    }

    fn add(&mut self, person: usize) {
        if !self.places.contains_key(&person) {
            self.places.insert(person, self.order.len());
            self.order.push(person);
        }
    }

    fn find(&self, person: usize) -> Option<usize> {
        self.places.get(&person).copied()
    }
}

/// The utterances of a passage; short neighbours of the same speaker become one.
fn lines(passage: &Passage, language: Language, roll: &mut Roll) -> Vec<Utterance<usize>> {
    let most = if language == Language::Chinese { 22 } else { 14 };
    let mut found: Vec<Utterance<usize>> = Vec::new();
    for piece in &passage.pieces {
        let parts = spoken(piece, language, roll);
        for (part, line) in parts.into_iter().enumerate() {
            // What waits for more behind a quotation is over when somebody else goes on.
            if let Some(last) = found.last_mut().filter(|last| {
                part == 0 && (last.speaker != line.speaker || line.text.starts_with(char::is_uppercase))
            }) {
                last.text = finished(&last.text, language);
            }
            match found.last_mut() {
                Some(last)
                    if (last.speaker, last.mode) == (line.speaker, line.mode)
                        && length(&last.text, language) + length(&line.text, language) <= most =>
                {
                    if line.text.starts_with(char::is_uppercase) {
                        last.text = finished(&last.text, language);
                    }
                    join(&mut last.text, &line.text, language);
                    let gap = if last.action.is_empty() || line.action.is_empty() {
                        ""
                    } else if language == Language::Chinese {
                        "，"
                    } else {
                        ", "
                    };
                    last.action = format!("{}{gap}{}", last.action, line.action);
                }
                _ => found.push(line),
            }
        }
    }
    if let Some(last) = found.last_mut() {
        last.text = finished(&last.text, language);
    }
    found
}

fn spoken(piece: &Piece, language: Language, roll: &Roll) -> Vec<Utterance<usize>> {
    let speaker = piece.speaker.and_then(|person| roll.find(person));
    let mut texts = utterances(&piece.text, language);
    if texts.is_empty() && is_spoken(&piece.text) {
        texts.push(piece.text.clone());
    }
    let mut action = piece.action.clone();
    texts
        .into_iter()
        .map(|text| Utterance { speaker, mode: piece.mode, text, action: std::mem::take(&mut action) })
        .collect()
}

/// The things that are named most, at least three times.
fn props_of(source: &str, language: Language) -> Vec<PropDraft> {
    let (words, mut rest) = match language {
        Language::Chinese => (&props::ZH, source.to_owned()),
        Language::English => (&props::EN, source.to_lowercase()),
    };
    let mut counted: Vec<(usize, usize, &str)> = Vec::new();
    for word in words.iter() {
        let edge = |c: Option<char>| language == Language::Chinese || c.is_none_or(|c| !c.is_alphanumeric());
        let whole = |at: usize| {
            edge(rest[..at].chars().next_back())
                && edge(rest[at + word.len()..].chars().next().filter(|c| *c != 's'))
        };
        let single = language == Language::Chinese && word.chars().count() == 1;
        let hits: Vec<usize> = rest
            .match_indices(word)
            .map(|(at, _)| at)
            .filter(|&at| whole(at) && (!single || alone(&rest, at, word)))
            .collect();
        if let (Some(first), true) = (hits.first(), hits.len() >= LEAST_MENTIONS) {
            counted.push((hits.len(), *first, word));
        }
        if !single {
            rest = rest.replace(word, &"□".repeat(word.chars().count()));
        }
    }
    counted.sort_by_key(|&(count, first, _)| (std::cmp::Reverse(count), first));
    counted
        .iter()
        .filter(|(_, _, word)| !counted.iter().any(|(_, _, other)| other != word && other.ends_with(word)))
        .take(MOST_PROPS)
        .map(|(_, _, word)| PropDraft { name: (*word).to_owned(), description: String::new() })
        .collect()
}

/// Whether the segmenter takes a single character for a word of its own there.
fn alone(text: &str, at: usize, word: &str) -> bool {
    let stop = |c: char| matches!(c, '，' | '。' | '！' | '？' | '“' | '”' | '\n');
    let start =
        text[..at].rfind(stop).map_or(0, |from| from + text[from..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(stop).map_or(text.len(), |to| at + to);
    super::segmenter::words(&text[start..end])
        .iter()
        .any(|tag| start + tag.byte_start == at && tag.word == word)
}
