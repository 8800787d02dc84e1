//! Divides a story into episodes of one to three minutes.
//!
//! The cheapest division is found exactly: an episode costs more the further it is from two minutes of speech, a
//! division costs nothing where a chapter or a beat begins, and more inside a beat.

use super::{
    beats::beats,
    language::{language_of, speech_ms},
    paragraph::{Paragraph, Role, paragraphs},
    prose, screenplay,
    sentence::sentences,
};
use std::collections::BTreeSet;
use xinggen_domain::{
    episode::EpisodeSource,
    fuel::{Fuel, OutOfFuel},
    script::Language,
};

const AIM_MS: f64 = 120_000.0;
const LONGEST_MS: u32 = 180_000;
const SHORTEST_MS: u32 = 60_000;
const TAIL_MS: u32 = 45_000;
/// A paragraph longer than this may be divided at a sentence.
const LONG_PARAGRAPH_MS: u32 = 90_000;
/// More parts than an episode has: the shortest word that is spoken takes two thirds of a second.
const MOST_UNITS: usize = 512;

/// A part of a story that is not divided.
struct Unit {
    start: usize,
    end: usize,
    ms: u32,
    /// What it costs to begin an episode here.
    cost: f64,
    title: Option<String>,
}

/// The episodes of a story.
pub(crate) fn divide(story: &str, fuel: &Fuel) -> Result<Vec<EpisodeSource>, OutOfFuel> {
    let language = language_of(story);
    let lines = paragraphs(story, false, fuel)?;
    let units = if screenplay::is_screenplay(&lines, language, fuel)? {
        scripted(&lines, fuel)?
    } else {
        told(&paragraphs(story, true, fuel)?, story, language, fuel)?
    };
    let starts = cheapest(&units, fuel)?;
    let mut parts = Vec::new();
    for (at, &first) in starts.iter().enumerate() {
        let last = starts.get(at + 1).copied().unwrap_or(units.len()) - 1;
        parts.push(EpisodeSource {
            title: units[first].title.clone(),
            text: story[units[first].start..units[last].end].to_owned(),
        });
    }
    if parts.is_empty() {
        parts.push(EpisodeSource { title: None, text: story.trim().to_owned() });
    }
    Ok(parts)
}

const BESIDE_BEAT: f64 = 1.5;
const BESIDE_PARAGRAPH: f64 = 3.0;
const NEVER: f64 = 1_000.0;

fn told(
    paragraphs: &[Paragraph],
    story: &str,
    language: Language,
    fuel: &Fuel,
) -> Result<Vec<Unit>, OutOfFuel> {
    let reading = prose::read(paragraphs, language, &[], fuel)?;
    let begins: BTreeSet<usize> =
        beats(&reading.passages, language, fuel)?.into_iter().map(|range| range.start).collect();
    let mut units = Vec::new();
    let mut titled = false;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        fuel.burn(paragraph.range.len() * 2)?;
        let cost = match (titled, paragraph.role, begins.contains(&at)) {
            (true, ..) => NEVER,
            (_, Role::Chapter, _) => -3.0,
            (_, Role::Title, _) => 0.0,
            (_, Role::Body, true) => {
                if paragraph.section {
                    -0.5
                } else {
                    0.0
                }
            }
            (_, Role::Body, false) => BESIDE_BEAT,
        };
        titled = paragraph.role != Role::Body;
        units.extend(pieces(paragraph, story, cost));
    }
    Ok(units)
}

/// A paragraph, or the sentences of one that is too long.
fn pieces(paragraph: &Paragraph, story: &str, cost: f64) -> Vec<Unit> {
    let ms = speech_ms(&paragraph.text);
    let whole = &story[paragraph.range.clone()];
    let title = (paragraph.role != Role::Body).then(|| title_of(&paragraph.text));
    if ms <= LONG_PARAGRAPH_MS {
        return vec![Unit { start: paragraph.range.start, end: paragraph.range.end, ms, cost, title }];
    }
    let mut units: Vec<Unit> = Vec::new();
    let mut at = 0;
    for sentence in sentences(whole) {
        let start = whole[at..].find(sentence).map_or(at, |found| at + found);
        at = start + sentence.len();
        let cost = if units.is_empty() { cost } else { BESIDE_PARAGRAPH };
        units.push(Unit {
            start: paragraph.range.start + start,
            end: paragraph.range.start + at,
            ms: speech_ms(sentence),
            cost,
            title: None,
        });
    }
    if let Some(last) = units.last_mut() {
        last.end = paragraph.range.end;
    }
    units
}

fn title_of(line: &str) -> String {
    line.trim_matches(|c: char| matches!(c, '#' | '*' | ' ' | '《' | '》' | '【' | '】'))
        .chars()
        .take(200)
        .collect()
}

fn scripted(lines: &[Paragraph], fuel: &Fuel) -> Result<Vec<Unit>, OutOfFuel> {
    let mut units: Vec<Unit> = Vec::new();
    let mut glued = false;
    for line in lines {
        fuel.burn(line.text.len())?;
        let heading = screenplay::is_heading(&line.text);
        let cost = match (glued, heading, line.role) {
            (true, ..) => NEVER,
            (_, _, Role::Chapter) => -3.0,
            (_, true, _) => 0.0,
            _ if line.gap > 0 => BESIDE_BEAT,
            _ => BESIDE_PARAGRAPH,
        };
        glued = heading || line.role != Role::Body;
        let ms = if heading { 0 } else { speech_ms(&line.text) };
        let title = (line.role != Role::Body && !heading).then(|| title_of(&line.text));
        units.push(Unit { start: line.range.start, end: line.range.end, ms, cost, title });
    }
    Ok(units)
}

/// What an episode of this length costs.
fn cost_of(ms: u32) -> f64 {
    let far = (f64::from(ms) - AIM_MS) / 40_000.0;
    let short = if ms < TAIL_MS {
        20.0
    } else if ms < SHORTEST_MS {
        4.0
    } else {
        0.0
    };
    let long = if ms > LONGEST_MS { 200.0 } else { 0.0 };
    far * far + short + long
}

/// The first units of the episodes in the cheapest division.
fn cheapest(units: &[Unit], fuel: &Fuel) -> Result<Vec<usize>, OutOfFuel> {
    let total: u32 = units.iter().map(|unit| unit.ms).sum();
    if units.is_empty() || total < 2 * SHORTEST_MS {
        return Ok(if units.is_empty() { Vec::new() } else { vec![0] });
    }
    let mut best = vec![f64::INFINITY; units.len() + 1];
    let mut from = vec![0; units.len() + 1];
    best[0] = 0.0;
    for end in 1..=units.len() {
        let mut ms: u32 = 0;
        for start in (end.saturating_sub(MOST_UNITS)..end).rev() {
            fuel.burn(1)?;
            ms = ms.saturating_add(units[start].ms);
            if ms > LONGEST_MS && start + 1 < end {
                break;
            }
            let cost = best[start] + cost_of(ms) + if start > 0 { units[start].cost } else { 0.0 };
            if cost < best[end] {
                (best[end], from[end]) = (cost, start);
            }
        }
    }
    let mut starts = Vec::new();
    let mut end = units.len();
    while end > 0 {
        end = from[end];
        starts.push(end);
    }
    starts.reverse();
    Ok(starts)
}
