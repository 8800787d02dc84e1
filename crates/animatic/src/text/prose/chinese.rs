//! Chinese prose: people and hints.
//!
//! A speaker is looked for in this order: the clause with a verb of speech (林晚低声说：“…”, “…”林晚说), the
//! sentence behind the quotation in its paragraph (“…”林晚放下箱子), the sentence before it, the end of the
//! paragraph before. Names in the quotation tell who it is not. All of these are hints that [`super::decode`] weighs.

mod aliases;
mod bare;
mod clause;
mod hints;
mod names;
mod roles;
mod subject;
mod tally;

use super::{
    Findings, Part,
    quote::Segment,
    speech::{Speech, Surroundings},
};
use crate::text::{cast::Cast, paragraph::Paragraph};
use xinggen_domain::{
    character::{Age, Character, Gender},
    fuel::{Fuel, OutOfFuel},
    script::Language,
};

/// What a word for a person tells: title, kin, role or animal.
pub(crate) fn kind(word: &str) -> Option<(Gender, Age)> {
    let title = || roles::title_of(word).filter(|(title, _)| title.len() == word.len()).map(|(_, kind)| kind);
    roles::kinds(word).map(|kind| (kind.gender, kind.age)).or_else(title)
}

/// Finds people, speeches and hints.
pub(crate) fn find(
    paragraphs: &[Paragraph],
    segments: &[Vec<Segment>],
    known: &[Character],
    fuel: &Fuel,
) -> Result<Findings, OutOfFuel> {
    let told: Vec<String> = segments.iter().map(|parts| told_of(parts)).collect();
    let quoted: Vec<String> = segments
        .iter()
        .flatten()
        .filter_map(|part| match part {
            Segment::Quoted { text, .. } => Some(text.clone()),
            Segment::Told(_) => None,
        })
        .collect();
    let cast = cast_of(&told, &quoted, known, fuel)?;
    let mut findings = Findings {
        cast,
        speeches: Vec::new(),
        parts: Vec::new(),
        around: Surroundings::default(),
        acting: Vec::new(),
        told,
    };
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let parts = read_paragraph(&mut findings, segments, at, paragraph)?;
        findings.parts.push(parts);
    }
    hints::from_neighbours(&mut findings, segments)?;
    super::identity::introduce(&mut findings, fuel)?;
    findings.around = surroundings(&findings, segments)?;
    for text in &findings.told {
        fuel.burn(1)?;
        findings.acting.push(subject::acting(text, &findings.cast));
    }
    Ok(findings)
}

fn told_of(parts: &[Segment]) -> String {
    let texts: Vec<&str> = parts
        .iter()
        .filter_map(|part| match part {
            Segment::Told(text) => Some(text.as_str()),
            Segment::Quoted { .. } => None,
        })
        .collect();
    texts.join("\n")
}

/// The people of the story; who is known already comes first, under the known name.
pub(crate) fn cast_of(
    told: &[String],
    quoted: &[String],
    known: &[Character],
    fuel: &Fuel,
) -> Result<Cast, OutOfFuel> {
    let mut cast = super::known_cast(known, fuel)?;
    let fixed = cast.people.len();
    let story = tally::segmented(told, quoted, fuel)?;
    names::find(&story, &mut cast, fuel)?;
    roles::find_titled(&story, &mut cast)?;
    roles::find(&story, &mut cast)?;
    roles::find_speaking(&story, &mut cast)?;
    cast.look_in(told.iter().chain(quoted).map(String::as_str))?;
    vote(told, &mut cast)?;
    aliases::merge_described(told, &mut cast)?;
    aliases::merge(&mut cast)?;
    let texts: Vec<&str> = told.iter().chain(quoted).map(String::as_str).collect();
    aliases::find_short_forms(&texts, &mut cast)?;
    let firsts: Vec<String> = cast.people[..fixed].iter().map(|person| person.name().to_owned()).collect();
    aliases::rank(told, quoted, &mut cast)?;
    for (person, first) in cast.people.iter_mut().zip(firsts) {
        person.names.sort_by_key(|name| *name != first);
    }
    Ok(cast)
}

/// Votes on the gender of everybody by name and by the pronouns that follow them.
pub(crate) fn vote(told: &[String], cast: &mut Cast) -> Result<(), OutOfFuel> {
    hints::vote_by_name(cast)?;
    for text in told {
        hints::vote_by_pronoun(text, cast)?;
    }
    Ok(())
}

/// Parts a paragraph, and takes the hints that stand in it.
fn read_paragraph(
    findings: &mut Findings,
    segments: &[Vec<Segment>],
    at: usize,
    paragraph: &Paragraph,
) -> Result<Vec<Part>, OutOfFuel> {
    let own = &segments[at];
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
                        || super::jumped(&findings.told, &findings.speeches, at, Language::Chinese));
                speech.action = std::mem::take(&mut waiting);
                findings.speeches.push(speech);
                spoken = Some(findings.speeches.len() - 1);
                parts.push(Part::Spoken(findings.speeches.len() - 1));
            }
            Segment::Told(text) => {
                let next = matches!(own.get(place + 1), Some(Segment::Quoted { .. }));
                let (rest, bare) = attribute(findings, spoken, text, next);
                waiting = bare;
                parts.extend(rest.map(Part::Told));
            }
        }
    }
    Ok(parts)
}

/// Takes bare attributions out of what is told between quotations: the one behind the last quotation is shown with
/// it, the one before the next is handed back; what is left is narrated.
fn attribute(
    findings: &mut Findings,
    before: Option<usize>,
    told: &str,
    next: bool,
) -> (Option<String>, String) {
    let mut rest = told;
    if let Some(speech) = before {
        let (bare, after) = bare::part_after(rest, &findings.cast);
        if findings.speeches[speech].action.is_empty() {
            findings.speeches[speech].action = bare.to_owned();
        }
        rest = after;
    }
    let mut waiting = "";
    if next {
        (rest, waiting) = bare::part_before(rest, &findings.cast);
    }
    let spoken = crate::text::sentence::is_spoken(rest);
    (spoken.then(|| crate::text::sentence::finished(rest, Language::Chinese)), waiting.to_owned())
}

fn surroundings(findings: &Findings, segments: &[Vec<Segment>]) -> Result<Surroundings, OutOfFuel> {
    let cast = &findings.cast;
    let quoted = segments.iter().enumerate().flat_map(|(at, parts)| {
        parts.iter().filter_map(move |part| match part {
            Segment::Quoted { text, .. } => Some((at, text.as_str())),
            Segment::Told(_) => None,
        })
    });
    let me = findings
        .speeches
        .iter()
        .flat_map(|speech: &Speech| &speech.hints)
        .any(|hint| hint.who == super::speech::Who::Me);
    Ok(Surroundings {
        told: super::places(cast, findings.told.iter().map(String::as_str).enumerate())?,
        spoken: super::places(cast, quoted)?,
        starts: super::section_starts(&findings.told, Language::Chinese),
        first_person: me
            || findings.told.iter().filter(|text| text.contains('我')).count() * 4 > findings.told.len(),
    })
}
