//! The people of a screenplay: their cues, what the list and the action say of them.

use crate::text::{cast::Cast, language::is_han, prose};
use xinggen_domain::{
    character::{Age, Gender},
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
        cast.people[person].add_name(name);
    }
    cast.people[person].established = true;
    person
}

/// The person of an entry in a list: `保安老马` is whose cue is 老马.
pub(crate) fn listed(people: &mut Cast, entry: &str, cues: &[String]) -> usize {
    let full = cues
        .iter()
        .filter(|name| *name != entry && entry.ends_with(name.as_str()) && name.chars().count() > 1)
        .max_by_key(|name| name.len());
    let person = cast(people, full.map_or(entry, String::as_str));
    people.people[person].add_name(&shown(entry));
    person
}

/// Gender, age and looks, from names and from the action.
pub(crate) fn learn(cast: &mut Cast, told: &[String], language: Language) {
    merge_full_names(cast, told, language);
    for person in &mut cast.people {
        if let Some((gender, age)) = told_by_name(person.name()) {
            person.vote(gender, 4);
            person.age = person.age.or((age != Age::Adult).then_some(age));
        }
    }
    describe(cast, told);
    match language {
        Language::Chinese => prose::know_chinese(cast, told),
        Language::English => prose::know_english(cast, told),
    }
}

/// `MAYA BROOKS` in the action is whose cue is MAYA.
fn merge_full_names(cast: &mut Cast, told: &[String], language: Language) {
    if language == Language::Chinese {
        return;
    }
    for text in told {
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
                cast.people[person].add_name(&shown(&format!("{first} {last}")));
            }
        }
    }
}

/// `江雪（28岁，白衬衫）` and `MAYA BROOKS, 24, tired eyes, …`.
fn describe(cast: &mut Cast, told: &[String]) {
    for text in told {
        for mention in cast.mentions(text) {
            let rest = &text[mention.end..];
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

/// What a cue's own words tell (店主, 妈妈, THE OLD MAN): the word it ends with.
fn told_by_name(name: &str) -> Option<(Gender, Age)> {
    if name.chars().any(is_han) {
        let starts = name.char_indices().map(|(at, _)| at);
        return starts.into_iter().find_map(|at| prose::chinese_kind(&name[at..]));
    }
    name.split_whitespace().rev().find_map(|word| prose::english_kind(&word.to_lowercase()))
}
