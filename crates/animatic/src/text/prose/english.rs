//! English prose: people and hints.
//!
//! A speaker is looked for in this order: a verb of speech behind the quotation (said Tom, the old man asked), one
//! before it (Tom said, "…"), the subject of the sentence behind it in its paragraph, of the sentence before it,
//! of the end of the paragraph before. All of these are hints that [`super::decode`] weighs.

mod attribution;
mod hints;
mod introductions;
mod names;
mod subject;

use super::{
    Findings, Part,
    quote::Segment,
    speech::{Surroundings, Who},
};
use crate::text::{cast::Cast, paragraph::Paragraph, sentence::is_spoken};
use xinggen_domain::{
    character::{Age, Character, Gender},
    fuel::{Fuel, OutOfFuel},
    script::Language,
};

/// What a word for kin or a role tells.
pub(crate) fn kind(word: &str) -> Option<(Gender, Age)> {
    names::kinds(word).map(|kind| (kind.gender, kind.age))
}

/// Votes on the gender of everybody by name and by the pronouns that stand near.
pub(crate) fn vote(told: &[String], cast: &mut Cast) -> Result<(), OutOfFuel> {
    names::people_by_gender(cast)?;
    hints::vote_by_pronoun(told, cast)
}

/// Finds people, speeches and hints.
pub(crate) fn find(
    paragraphs: &[Paragraph],
    segments: &[Vec<Segment>],
    known: &[Character],
    fuel: &Fuel,
) -> Result<Findings, OutOfFuel> {
    let told: Vec<String> = segments.iter().map(|parts| joined(parts, false)).collect();
    let quoted: Vec<String> = segments.iter().map(|parts| joined(parts, true)).collect();
    let cast = names::cast_of(&told, &quoted, known, fuel)?;
    let mut findings = Findings {
        cast,
        speeches: Vec::new(),
        parts: Vec::new(),
        around: Surroundings::default(),
        acting: Vec::new(),
        told,
    };
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let parts = read_paragraph(&mut findings, &segments[at], at, paragraph)?;
        findings.parts.push(parts);
    }
    hints::from_neighbours(&mut findings, segments)?;
    super::identity::introduce(&mut findings, fuel)?;
    findings.around = surroundings(&findings, &quoted)?;
    for text in &findings.told {
        fuel.burn(1)?;
        findings.acting.push(subject::acting(text, &findings.cast));
    }
    Ok(findings)
}

fn joined(parts: &[Segment], quoted: bool) -> String {
    let texts: Vec<&str> = parts
        .iter()
        .filter_map(|part| match part {
            Segment::Told(text) if !quoted => Some(text.as_str()),
            Segment::Quoted { text, .. } if quoted => Some(text.as_str()),
            _ => None,
        })
        .collect();
    texts.join("\n")
}

fn read_paragraph(
    findings: &mut Findings,
    own: &[Segment],
    at: usize,
    paragraph: &Paragraph,
) -> Result<Vec<Part>, OutOfFuel> {
    let mut parts = Vec::new();
    let mut spoken: Option<usize> = None;
    let mut waiting = String::new();
    for (place, segment) in own.iter().enumerate() {
        findings.cast.burn(1)?;
        match segment {
            Segment::Quoted { text, open } => {
                let mut speech = hints::of_quotation(text, own, place, &findings.cast);
                speech.paragraph = at;
                speech.open = *open;
                speech.led = place > 0 && spoken.is_none();
                speech.opens = place == 0
                    && (paragraph.section
                        || super::jumped(&findings.told, &findings.speeches, at, Language::English));
                speech.action = std::mem::take(&mut waiting);
                findings.speeches.push(speech);
                spoken = Some(findings.speeches.len() - 1);
                parts.push(Part::Spoken(findings.speeches.len() - 1));
            }
            Segment::Told(text) => {
                let mut rest = text.as_str();
                if let Some(speech) = spoken {
                    let (bare, after) = attribution::part_after(rest, &findings.cast);
                    findings.speeches[speech].action.push_str(bare);
                    rest = after;
                }
                if matches!(own.get(place + 1), Some(Segment::Quoted { .. })) {
                    let (told, bare) = attribution::part_before(rest, &findings.cast);
                    waiting = bare.to_owned();
                    rest = told;
                }
                if is_spoken(rest) {
                    parts.push(Part::Told(attribution::as_sentence(rest)));
                }
            }
        }
    }
    Ok(parts)
}

fn surroundings(findings: &Findings, quoted: &[String]) -> Result<Surroundings, OutOfFuel> {
    let texts =
        |texts: &[String]| super::places(&findings.cast, texts.iter().map(String::as_str).enumerate());
    Ok(Surroundings {
        told: texts(&findings.told)?,
        spoken: texts(quoted)?,
        starts: super::section_starts(&findings.told, Language::English),
        first_person: findings
            .speeches
            .iter()
            .flat_map(|speech| &speech.hints)
            .any(|hint| hint.who == Who::Me),
    })
}
