//! Prose: quotations are given to people, everything else is narrated.
//!
//! The way of a story: [`quote`] separates what is told from what is spoken; the language's module
//! ([`chinese`], [`english`]) finds the people and, for each quotation, the hints at its speaker; [`decode`] weighs
//! them; here the result becomes passages.

mod chinese;
mod decode;
mod english;
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
pub(crate) fn read(paragraphs: &[Paragraph], language: Language, known: &[Character]) -> Reading {
    let segments: Vec<Vec<Segment>> =
        paragraphs.iter().map(|paragraph| quote::segments(&paragraph.text)).collect();
    let mut findings = match language {
        Language::Chinese => chinese::find(paragraphs, &segments, known),
        Language::English => english::find(paragraphs, &segments, known),
    };
    address(&mut findings);
    let first = decode::speakers(&findings.speeches, &findings.cast, &findings.around);
    recognise(&mut findings, &first);
    let speakers = decode::speakers(&findings.speeches, &findings.cast, &findings.around);
    let speakers = adopt(&mut findings, speakers);
    looks::describe(&mut findings, language);
    let passages = paragraphs
        .iter()
        .enumerate()
        .map(|(at, paragraph)| passage(&mut findings, &speakers, at, paragraph))
        .collect();
    Reading { language, cast: findings.cast, passages }
}

/// Descriptions (the boy) whose lines all went to one person with a name become names of that person, and who
/// introduces themselves takes over what they were called before.
fn adopt(findings: &mut Findings, speakers: Vec<Option<usize>>) -> Vec<Option<usize>> {
    let meant = |speech: &Speech| {
        speech.hints.iter().find_map(|hint| match (hint.who, hint.strength) {
            (speech::Who::Person(person), speech::Strength::Said | speech::Strength::Before) => Some(person),
            _ => None,
        })
    };
    for role in 0..findings.cast.people.len() {
        if !findings.cast.people[role].role {
            continue;
        }
        let lines = findings.speeches.iter().zip(&speakers).filter(|(speech, _)| meant(speech) == Some(role));
        let mut givens: Vec<Option<usize>> = lines.map(|(_, speaker)| *speaker).collect();
        givens.dedup();
        if let [Some(person)] = givens[..]
            && person != role
            && !findings.cast.people[person].role
            && !speakers.contains(&Some(role))
        {
            findings.cast.merge(person, role);
        }
    }
    speakers
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
pub(crate) fn known_cast(known: &[Character]) -> Cast {
    let mut cast = Cast::default();
    for character in known {
        let person = cast.find_or_add(&character.name);
        for alias in &character.aliases {
            cast.people[person].add_name(alias);
        }
        cast.people[person].vote(character.gender, 20);
        cast.people[person].age = (character.age != Age::Adult).then_some(character.age);
    }
    cast
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
pub(crate) fn know_chinese(cast: &mut Cast, told: &[String]) {
    chinese::vote(told, cast);
}

/// The same for an English cast.
pub(crate) fn know_english(cast: &mut Cast, told: &[String]) {
    english::vote(told, cast);
}

/// Whether time passes between the last quotation and this paragraph.
fn jumped(told: &[String], speeches: &[Speech], at: usize, language: Language) -> bool {
    let from = speeches.last().map_or(0, |last| last.paragraph + 1);
    told[from.min(at)..=at].iter().any(|text| crate::text::setting::jumps(text, language))
}

/// Who tells their own name (“我叫豆豆，”小野鸭说) is one person with what they were called before.
fn introduce(findings: &mut Findings) {
    let mut same: Vec<(usize, usize)> = Vec::new();
    for speech in &findings.speeches {
        let said = speech.hints.iter().find_map(|hint| match (hint.who, hint.strength) {
            (speech::Who::Person(person), speech::Strength::Said) if findings.cast.people[person].role => {
                Some(person)
            }
            _ => None,
        });
        if let (Some(name), Some(role)) = (speech.own_name, said) {
            same.push((name, role));
        }
    }
    for (name, role) in same {
        findings.cast.merge(name, role);
        for speech in &mut findings.speeches {
            speech.rename(role, name);
        }
    }
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

/// A name that is only ever called belongs to the role that spoke right before (‘What?’ growled the badger. ‘Hush, Mr.
/// Thistlewood.’), unless somebody else fits.
fn address(findings: &mut Findings) {
    let mut same: Vec<(usize, usize)> = Vec::new();
    for pair in findings.speeches.windows(2) {
        let role = pair[0].hints.iter().find_map(|hint| match (hint.who, hint.strength) {
            (speech::Who::Person(person), speech::Strength::Said) if findings.cast.people[person].role => {
                Some(person)
            }
            _ => None,
        });
        let unmet =
            |name: &&usize| findings.around.told[**name].is_empty() && !findings.cast.people[**name].role;
        let called = pair[1].called.iter().find(unmet);
        if let (Some(role), Some(&name)) = (role, called)
            && pair[1].paragraph > pair[0].paragraph
            && pair[1].paragraph <= pair[0].paragraph + 2
        {
            let (one, two) = (findings.cast.people[role].gender(), findings.cast.people[name].gender());
            if one == two || one == Gender::Unknown || two == Gender::Unknown {
                same.push((role, name));
            }
        }
    }
    same.sort_unstable();
    same.dedup();
    for &(role, name) in &same {
        let only = same.iter().filter(|(_, other)| *other == name).count() == 1
            && same.iter().filter(|(other, _)| *other == role).count() == 1;
        if only && !findings.cast.people[name].name().is_empty() {
            findings.cast.merge(role, name);
            for speech in &mut findings.speeches {
                speech.rename(name, role);
            }
        }
    }
}

/// Who was only described at first (那边是一个女人的声音) and named later is that person wherever the description comes
/// again.
fn recognise(findings: &mut Findings, speakers: &[Option<usize>]) {
    for role in 0..findings.cast.people.len() {
        let said = speech::Hint { who: speech::Who::Person(role), strength: speech::Strength::Said };
        let Some(at) = findings.speeches.iter().position(|speech| speech.hints.contains(&said)) else {
            continue;
        };
        let Some(person) = speakers[at].filter(|&person| {
            person != role && findings.cast.people[role].generic && !findings.cast.people[person].role
        }) else {
            continue;
        };
        let paragraph = findings.speeches[at].paragraph;
        let met = findings.around.told[person].iter().chain(&findings.around.spoken[person]).min();
        if met.is_some_and(|&met| met >= paragraph) {
            for speech in &mut findings.speeches {
                speech.rename(role, person);
            }
            findings.cast.merge(person, role);
            let told = std::mem::take(&mut findings.around.told[role]);
            findings.around.told[person].extend(told);
            findings.around.told[person].sort_unstable();
        }
    }
}
