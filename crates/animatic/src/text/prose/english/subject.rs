//! Who an English sentence is about.

use super::names::{bare, is_verb, kinds};
use crate::text::{cast::Cast, lexicon::en, prose::speech::Who};
use std::collections::HashSet;

/// A person at the start of some words: who, and how many words that takes.
pub(crate) fn person_at(words: &[&str], cast: &Cast) -> Option<(Who, usize)> {
    let first = bare(words.first()?).0.to_lowercase();
    match first.as_str() {
        "he" => return Some((Who::He, 1)),
        "she" => return Some((Who::She, 1)),
        "i" => return Some((Who::Me, 1)),
        _ => {}
    }
    let led = |group: &&&str| group.split(' ').next() == Some(first.as_str());
    if let Some(group) = en::GROUPS.iter().filter(led).find(|group| starts_with(words, group)) {
        return Some((Who::Group, group.split(' ').count()));
    }
    if first == "someone" || first == "somebody" {
        return Some((Who::Stranger, 1));
    }
    name_at(words, cast).or_else(|| role_at(words, cast)).or_else(|| voice_at(words))
}

fn starts_with(words: &[&str], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    words.len() >= phrase.len()
        && words.iter().zip(&phrase).all(|(word, expected)| bare(word).0.to_lowercase() == *expected)
}

/// The longest name that the words begin with; `Old` and the like may stand before it.
fn name_at(words: &[&str], cast: &Cast) -> Option<(Who, usize)> {
    for length in (1..=words.len().min(4)).rev() {
        let text: Vec<&str> = words[..length].iter().map(|word| bare(word).0).collect();
        let plain = text.join(" ");
        let dotted = plain
            .replacen("Mr ", "Mr. ", 1)
            .replacen("Mrs ", "Mrs. ", 1)
            .replacen("Dr ", "Dr. ", 1)
            .replacen("Ms ", "Ms. ", 1);
        let inner = words[..length - 1].iter().any(|word| word.ends_with(',') || bare(word).1);
        if inner {
            continue;
        }
        if let Some(person) =
            cast.find(&plain).or_else(|| cast.find(&dotted)).filter(|&person| !cast.people[person].role)
        {
            return Some((Who::Person(person), length));
        }
    }
    None
}

/// `the old man`, `her grandfather`: up to three words before the role.
fn role_at(words: &[&str], cast: &Cast) -> Option<(Who, usize)> {
    let first = bare(words.first()?).0.to_lowercase();
    if !matches!(
        first.as_str(),
        "the" | "a" | "an" | "her" | "his" | "my" | "their" | "another" | "one" | "old" | "young"
    ) {
        return None;
    }
    for at in 1..words.len().min(5) {
        let word = bare(words[at]).0.to_lowercase();
        let role = kinds(&word).is_some()
            || cast
                .find(&word)
                .is_some_and(|person| cast.people[person].role || word.chars().all(char::is_lowercase));
        if role && !words[at - 1].ends_with(',') {
            let next = words.get(at + 1).map(|next| bare(next).0.to_lowercase()).unwrap_or_default();
            if kinds(&next).is_some() {
                continue;
            }
            return cast.find(&word).map(|person| (Who::Person(person), at + 1));
        }
        if matches!(word.as_str(), "of" | "and" | "in" | "on" | "at")
            || is_verb(&word) && words[at].ends_with(',')
        {
            return None;
        }
    }
    None
}

fn voice_at(words: &[&str]) -> Option<(Who, usize)> {
    let early = words
        .iter()
        .take(5)
        .position(|word| matches!(bare(word).0.to_lowercase().as_str(), "voice" | "voices"))?;
    matches!(bare(words[0]).0.to_lowercase().as_str(), "a" | "the" | "another")
        .then_some((Who::Stranger, early + 1))
}

/// Parts of a person that stand for the person.
const PARTS: &[&str] = &[
    "voice",
    "eyes",
    "face",
    "hands",
    "hand",
    "smile",
    "mouth",
    "lips",
    "shoulders",
    "head",
    "fingers",
    "heart",
    "cheeks",
    "jaw",
    "brow",
    "gaze",
    "expression",
];

/// Who a sentence is about, if it begins with somebody.
pub(crate) fn subject(sentence: &str, cast: &Cast) -> Option<Who> {
    cast.spend(sentence.len());
    let words: Vec<&str> = sentence.split_whitespace().collect();
    for start in 0..words.len().min(6) {
        let here = &words[start..];
        if let Some((who, length)) = person_at(here, cast) {
            let own = bare(here[length - 1]).1;
            let part =
                here.get(length).is_some_and(|word| PARTS.contains(&bare(word).0.to_lowercase().as_str()));
            return (!own || part).then_some(who);
        }
        let word = bare(here[0]).0.to_lowercase();
        if matches!(word.as_str(), "his" | "her")
            && here.get(1).is_some_and(|next| PARTS.contains(&bare(next).0.to_lowercase().as_str()))
        {
            return Some(if word == "his" { Who::He } else { Who::She });
        }
        let comma = words[..=start].iter().rposition(|word| word.ends_with(','));
        let lead = en::LEAD.contains(&word) || word.ends_with("ly") || comma == Some(start);
        if !lead && !clause_ahead(&words, start) {
            return None;
        }
    }
    None
}

/// Words that open a clause before the subject (`Before he could answer, a woman …`): jump behind its comma.
fn clause_ahead(words: &[&str], start: usize) -> bool {
    start > 0
        && words[..start].iter().any(|word| {
            matches!(
                bare(word).0.to_lowercase().as_str(),
                "at" | "for" | "behind" | "across" | "from" | "beside" | "in" | "on"
            )
        })
        && words[start..].iter().take(4).any(|word| word.ends_with(','))
}

/// Everybody who acts in what is told.
pub(crate) fn acting(told: &str, cast: &Cast) -> Vec<usize> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for sentence in cast.sentences(told) {
        if let Some(Who::Person(person)) = subject(sentence, cast)
            && seen.insert(person)
        {
            found.push(person);
        }
    }
    found
}
