//! Prose: quotations are given to people, everything else is narrated.
//!
//! The way of a story: [`quote`] separates what is told from what is spoken; the language's module
//! ([`chinese`], [`english`]) finds the people and, for each quotation, the hints at its speaker; [`decode`] weighs
//! them; here the result becomes passages.

mod chinese;
mod decode;
mod english;
mod identity;
mod looks;
mod quote;
mod speech;

use crate::text::{
    cast::Cast,
    paragraph::{Paragraph, Role},
    passage::{Passage, Piece, Reading},
};
use quote::Segment;
use speech::{Speech, Surroundings};
use xinggen_domain::{
    character::{Age, Character, Gender},
    fuel::{Fuel, OutOfFuel},
    script::{Language, LineMode},
};

/// A paragraph in parts.
pub(crate) enum Part {
    Told(String),
    /// Index into the speeches.
    Spoken(usize),
}

/// What a language's module finds in a story.
pub(crate) struct Findings {
    pub(crate) cast: Cast,
    pub(crate) speeches: Vec<Speech>,
    /// By paragraph.
    pub(crate) parts: Vec<Vec<Part>>,
    pub(crate) around: Surroundings,
    /// By paragraph: who acts in it.
    pub(crate) acting: Vec<Vec<usize>>,
    /// By paragraph: everything that is told, quotations left out.
    pub(crate) told: Vec<String>,
}

/// Reads prose.
pub(crate) fn read(
    paragraphs: &[Paragraph],
    language: Language,
    known: &[Character],
    fuel: &Fuel,
) -> Result<Reading, OutOfFuel> {
    let mut segments: Vec<Vec<Segment>> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        fuel.burn(paragraph.text.len())?;
        segments.push(quote::segments(&paragraph.text));
    }
    let mut findings = match language {
        Language::Chinese => chinese::find(paragraphs, &segments, known, fuel)?,
        Language::English => english::find(paragraphs, &segments, known, fuel)?,
    };
    identity::address(&mut findings, fuel)?;
    let first = decode::speakers(&findings.speeches, &findings.cast, &findings.around)?;
    identity::recognise(&mut findings, &first, fuel)?;
    let speakers = decode::speakers(&findings.speeches, &findings.cast, &findings.around)?;
    identity::adopt(&mut findings, &speakers, fuel)?;
    looks::describe(&mut findings, language, fuel)?;
    let mut passages = Vec::with_capacity(paragraphs.len());
    for (at, paragraph) in paragraphs.iter().enumerate() {
        fuel.burn(1 + paragraph.text.len())?;
        passages.push(passage(&mut findings, &speakers, at, paragraph));
    }
    Ok(Reading { language, cast: findings.cast, passages })
}

fn passage(findings: &mut Findings, speakers: &[Option<usize>], at: usize, paragraph: &Paragraph) -> Passage {
    let mut pieces = Vec::new();
    let mut present = Vec::new();
    for part in &findings.parts[at] {
        match part {
            Part::Told(text) => pieces.push(Piece::narrated(text)),
            Part::Spoken(index) => {
                let speech = &findings.speeches[*index];
                let speaker = speakers[*index];
                present.extend(speaker);
                let mode = if speaker.is_none() || speech.thought {
                    LineMode::VoiceOver
                } else {
                    LineMode::Dialogue
                };
                pieces.push(Piece {
                    speaker,
                    mode,
                    text: speech.text.clone(),
                    action: speech.action.clone(),
                });
            }
        }
    }
    present.extend(findings.acting[at].iter().copied());
    Passage {
        heading: None,
        opens: paragraph.section || paragraph.role != Role::Body,
        title: paragraph.role != Role::Body,
        pieces,
        told: std::mem::take(&mut findings.told[at]),
        present,
    }
}

/// The drama's cast, so that the same people keep their names.
pub(crate) fn known_cast(known: &[Character], fuel: &Fuel) -> Result<Cast, OutOfFuel> {
    let mut cast = Cast::new(fuel);
    for character in known {
        fuel.burn(character.name.len())?;
        let person = cast.find_or_add(&character.name);
        for alias in &character.aliases {
            fuel.burn(alias.len())?;
            cast.add_name(person, alias);
        }
        cast.people[person].vote(character.gender, 20);
        cast.people[person].age = (character.age != Age::Adult).then_some(character.age);
    }
    Ok(cast)
}

/// What a Chinese word for a person tells: titles, kin, roles, animals.
pub(crate) fn chinese_kind(word: &str) -> Option<(Gender, Age)> {
    chinese::kind(word)
}

/// The same for an English word.
pub(crate) fn english_kind(word: &str) -> Option<(Gender, Age)> {
    english::kind(word)
}

/// Votes on the gender of a Chinese cast, by names and pronouns.
pub(crate) fn know_chinese(cast: &mut Cast, told: &[String]) -> Result<(), OutOfFuel> {
    chinese::vote(told, cast)
}

/// The same for an English cast.
pub(crate) fn know_english(cast: &mut Cast, told: &[String]) -> Result<(), OutOfFuel> {
    english::vote(told, cast)
}

/// Whether time passes between the last quotation and this paragraph.
fn jumped(told: &[String], speeches: &[Speech], at: usize, language: Language) -> bool {
    let from = speeches.last().map_or(0, |last| last.paragraph + 1);
    told[from.min(at)..=at].iter().any(|text| crate::text::setting::jumps(text, language))
}

/// Per paragraph, the one after which time last jumped.
fn section_starts(told: &[String], language: Language) -> Vec<usize> {
    let mut start = 0;
    let begins = told.iter().enumerate().map(|(at, text)| {
        if crate::text::setting::jumps(text, language) {
            start = at;
        }
        start
    });
    begins.collect()
}

/// The paragraphs in which each person is named: `texts` by paragraph.
fn places<'a>(
    cast: &Cast,
    texts: impl Iterator<Item = (usize, &'a str)>,
) -> Result<Vec<Vec<usize>>, OutOfFuel> {
    let mut places = vec![Vec::new(); cast.people.len()];
    for (at, text) in texts {
        cast.burn(1)?;
        for mention in cast.mentions(text) {
            let places: &mut Vec<usize> = &mut places[mention.person];
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    Ok(places)
}
