//! The draft of a script, put together from what was read.

mod props;

use super::{
    beats::beats,
    language::length,
    passage::{Passage, Piece, Reading},
    scenes::Scenes,
    sentence::{finished, is_spoken, join, utterances},
};
use std::collections::{BTreeMap, HashSet};
use xinggen_domain::{
    fuel::{Fuel, OutOfFuel},
    script::{BeatDraft, Language, ScriptDraft, Utterance},
};

/// The draft; it has at least one beat when anything is spoken at all.
pub(crate) fn draft(reading: &Reading, source: &str, fuel: &Fuel) -> Result<ScriptDraft, OutOfFuel> {
    let mut roll = Roll::of(reading, fuel)?;
    let mut scenes = Scenes::new(reading.language);
    let mut drafts = Vec::new();
    for range in beats(&reading.passages, reading.language, fuel)? {
        let passages = &reading.passages[range];
        let scene = scenes.of(passages, &reading.cast)?;
        let mut lines: Vec<Utterance<usize>> = Vec::new();
        for passage in passages {
            lines.extend(lines_of(passage, reading.language, &mut roll, fuel)?);
        }
        if lines.is_empty() {
            continue;
        }
        let (mut present, mut seen) = (Vec::new(), HashSet::new());
        for person in passages.iter().flat_map(|passage| passage.present.iter()) {
            fuel.burn(1)?;
            present.extend(roll.find(*person).filter(|index| seen.insert(*index)));
        }
        drafts.push(BeatDraft { scene, present, utterances: lines });
    }
    Ok(ScriptDraft {
        language: reading.language,
        characters: roll.order.iter().map(|&person| reading.cast.people[person].draft()).collect(),
        scenes: scenes.found,
        props: props::of(source, reading.language, fuel)?,
        beats: drafts,
    })
}

/// Who is in the draft's cast, in the order of the story.
struct Roll {
    order: Vec<usize>,
    places: BTreeMap<usize, usize>,
}

impl Roll {
    /// Everybody who speaks, and who belongs to the cast without a line.
    fn of(reading: &Reading, fuel: &Fuel) -> Result<Self, OutOfFuel> {
        let mut roll = Self { order: Vec::new(), places: BTreeMap::new() };
        for passage in &reading.passages {
            fuel.burn(1 + passage.present.len() + passage.pieces.len())?;
            let silent = passage.present.iter().copied().filter(|&person| {
                let person = &reading.cast.people[person];
                person.established && !person.role
            });
            for person in passage.pieces.iter().filter_map(|piece| piece.speaker).chain(silent) {
                roll.add(person);
            }
        }
        Ok(roll)
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
fn lines_of(
    passage: &Passage,
    language: Language,
    roll: &mut Roll,
    fuel: &Fuel,
) -> Result<Vec<Utterance<usize>>, OutOfFuel> {
    let most = if language == Language::Chinese { 22 } else { 14 };
    let mut found: Vec<Utterance<usize>> = Vec::new();
    for piece in &passage.pieces {
        let parts = spoken(piece, language, roll, fuel);
        for (part, line) in parts.into_iter().enumerate() {
            fuel.burn(line.text.len() + found.last().map_or(0, |last| last.text.len() + last.action.len()))?;
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
    Ok(found)
}

fn spoken(piece: &Piece, language: Language, roll: &Roll, fuel: &Fuel) -> Vec<Utterance<usize>> {
    let speaker = piece.speaker.and_then(|person| roll.find(person));
    let mut texts = utterances(&piece.text, language, fuel);
    if texts.is_empty() && is_spoken(&piece.text) {
        texts.push(piece.text.clone());
    }
    let mut action = piece.action.clone();
    texts
        .into_iter()
        .map(|text| Utterance { speaker, mode: piece.mode, text, action: std::mem::take(&mut action) })
        .collect()
}
