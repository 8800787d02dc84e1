//! The people of a screenplay: their cues, what the list and the action say of them.

use crate::text::{cast::Cast, language::is_han, prose};
use std::collections::HashSet;
use xinggen_domain::{
    character::{Age, Gender},
    fuel::OutOfFuel,
    script::Language,
};

/// A cue's name as it is shown: `MAYA BROOKS` becomes `Maya Brooks`.
pub(crate) fn shown(name: &str) -> String {
    let upper = !name.chars().any(char::is_lowercase) && name.is_ascii();
    if !upper {
        return name.to_owned();
    }
    let word = |word: &str| {
        let mut chars = word.chars();
        chars
            .next()
            .map(|first| std::iter::once(first).chain(chars.flat_map(char::to_lowercase)).collect::<String>())
            .unwrap_or_default()
    };
    name.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// The person of a cue.
pub(crate) fn cast(cast: &mut Cast, name: &str) -> usize {
    let nice = shown(name);
    let person = cast.find(name).or_else(|| cast.find(&nice)).unwrap_or_else(|| cast.find_or_add(&nice));
    if name != nice {
        cast.add_name(person, name);
    }
    cast.people[person].established = true;
    person
}

/// The person of an entry in a list: `保安老马` is whose cue is 老马.
pub(crate) fn listed(people: &mut Cast, entry: &str, cues: &HashSet<String>) -> usize {
    // The longest of its ends that is a name of more than one character.
    let ends = entry.char_indices().skip(1).map(|(at, _)| &entry[at..]);
    let full = ends.filter(|end| end.chars().nth(1).is_some()).find(|end| cues.contains(*end));
    let person = cast(people, full.unwrap_or(entry));
    people.add_name(person, &shown(entry));
    person
}

/// Gender, age and looks, from names and from the action.
pub(crate) fn learn(cast: &mut Cast, told: &[String], language: Language) -> Result<(), OutOfFuel> {
    merge_full_names(cast, told, language)?;
    for at in 0..cast.people.len() {
        cast.burn(1 + cast.people[at].name().len())?;
        let person = &mut cast.people[at];
        if let Some((gender, age)) = told_by_name(person.name()) {
            person.vote(gender, 4);
            person.age = person.age.or((age != Age::Adult).then_some(age));
        }
    }
    cast.look_in(told.iter().map(String::as_str))?;
    describe(cast, told)?;
    match language {
        Language::Chinese => prose::know_chinese(cast, told),
        Language::English => prose::know_english(cast, told),
    }
}

/// `MAYA BROOKS` in the action is whose cue is MAYA.
fn merge_full_names(cast: &mut Cast, told: &[String], language: Language) -> Result<(), OutOfFuel> {
    if language == Language::Chinese {
        return Ok(());
    }
    for text in told {
        cast.burn(text.len())?;
        let words: Vec<&str> = text.split_whitespace().collect();
        for pair in words.windows(2) {
            let clean = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            let capital = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_uppercase());
            let (first, last) = (clean(pair[0]), clean(pair[1]));
            if capital(&first)
                && capital(&last)
                && !pair[0].ends_with([',', '.'])
                && let Some(person) = cast.find(&first)
            {
                cast.add_name(person, &shown(&format!("{first} {last}")));
            }
        }
    }
    Ok(())
}

/// Where a description ends that does not end itself, in characters.
const LONGEST_DESCRIPTION: usize = 200;

/// `江雪（28岁，白衬衫）` and `MAYA BROOKS, 24, tired eyes, …`.
fn describe(cast: &mut Cast, told: &[String]) -> Result<(), OutOfFuel> {
    for text in told {
        for mention in cast.mentions(text) {
            let rest = &text[mention.end..];
            let end = rest.char_indices().nth(LONGEST_DESCRIPTION).map_or(rest.len(), |(at, _)| at);
            let rest = &rest[..end];
            cast.burn(1 + if rest.starts_with(['（', '(', ' ', ',']) { rest.len() } else { 0 })?;
            let bracket = rest
                .strip_prefix('（')
                .or_else(|| rest.strip_prefix('('))
                .or_else(|| rest.strip_prefix(" ("))
                .and_then(|rest| rest.split(['）', ')']).next());
            let commas = rest.strip_prefix(", ").and_then(|rest| after_age(rest));
            let Some(found) = bracket.or(commas) else { continue };
            let person = &mut cast.people[mention.person];
            if person.description.is_empty() {
                person.description = found.trim().to_owned();
            }
            if let Some(years) = years(found) {
                person.age = Some(age_of(years));
            }
        }
    }
    Ok(())
}

/// The descriptions behind an age, up to the verb of the sentence.
fn after_age(rest: &str) -> Option<&str> {
    let end = rest.find(['.', '!', ';']).unwrap_or(rest.len());
    rest.starts_with(|c: char| c.is_ascii_digit()).then(|| {
        let last = rest[..end].rfind(", ").unwrap_or(end);
        if rest[..last].contains(',') { &rest[..last] } else { &rest[..end] }
    })
}

/// The first number in a description.
fn years(text: &str) -> Option<u32> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let digits: String = text[start..].chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|years| (1..=110).contains(years))
}

/// What an age in years counts as.
pub(crate) fn age_of(years: u32) -> Age {
    match years {
        0..=12 => Age::Child,
        13..=30 => Age::Young,
        31..=60 => Age::Adult,
        _ => Age::Elder,
    }
}

/// More characters than a word for a person has.
const LONGEST_KIND: usize = 12;

/// What a cue's own words tell (店主, 妈妈, THE OLD MAN): the word it ends with.
fn told_by_name(name: &str) -> Option<(Gender, Age)> {
    if name.chars().any(is_han) {
        // No word for a person is longer; of the ends of a name the longest counts.
        let starts: Vec<usize> = name.char_indices().rev().take(LONGEST_KIND).map(|(at, _)| at).collect();
        return starts.into_iter().rev().find_map(|at| prose::chinese_kind(&name[at..]));
    }
    name.split_whitespace().rev().find_map(|word| prose::english_kind(&word.to_lowercase()))
}
