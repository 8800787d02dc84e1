//! Words for people in a Chinese story: titles behind surnames, kin, roles, descriptions, and animals that speak.

use super::tally::Clause;
use crate::text::{
    cast::{Cast, Person},
    lexicon::{Kind, KindList, kind_in, zh},
};
use std::collections::HashSet;
use xinggen_domain::{
    character::{Age, Gender},
    fuel::OutOfFuel,
};

/// What a word for a person tells, if it is one.
pub(crate) fn kinds(word: &str) -> Option<Kind> {
    let generic =
        |rows: &KindList, generic| kind_in(rows, word).map(|(gender, age)| Kind { gender, age, generic });
    generic(&zh::GENERIC, true)
        .or_else(|| generic(&zh::KIN, false))
        .or_else(|| generic(&zh::ROLES, false))
        .or_else(|| animal(word))
}

/// 小狐狸, 萤火虫爷爷, 鸭妈妈, 老狼.
fn animal(word: &str) -> Option<Kind> {
    let bare = word.trim_start_matches(['小', '老', '大']);
    let prefixed = bare.len() < word.len();
    let beast = zh::ANIMALS.longest_at_start(bare)?;
    let rest = &bare[beast.len()..];
    if rest.is_empty() {
        let age = if word.starts_with('小') {
            Age::Child
        } else if word.starts_with('老') {
            Age::Elder
        } else {
            Age::Adult
        };
        return (prefixed || beast.chars().count() > 1).then_some(Kind {
            gender: Gender::Unknown,
            age,
            generic: false,
        });
    }
    kind_in(&zh::ANIMAL_KIN, rest).map(|(gender, age)| Kind { gender, age, generic: false })
}

/// The longest word for a person, in characters.
const LONGEST: usize = 7;

/// Adds every such word of the told clauses to the cast, as roles.
pub(crate) fn find(story: &[Clause], cast: &mut Cast) -> Result<(), OutOfFuel> {
    for clause in story {
        for start in 0..clause.chars.len() {
            cast.burn(LONGEST)?;
            if !clause.boundary(start) {
                continue;
            }
            for end in (start + 1..=(start + LONGEST).min(clause.chars.len())).rev() {
                if let Some(kind) = kinds(clause.text(start, end)) {
                    add(cast, clause.text(start, end), kind);
                    break;
                }
            }
        }
    }
    Ok(())
}

/// Adds nouns that speak though no list knows them (卖花人说): whatever noun stands where the subject does.
pub(crate) fn find_speaking(story: &[Clause], cast: &mut Cast) -> Result<(), OutOfFuel> {
    let mut seen: HashSet<&str> = HashSet::new();
    for clause in story {
        cast.burn(1)?;
        let Some(noun) = clause.speaking_noun().filter(|noun| seen.insert(noun)) else { continue };
        let known = [&zh::MANNER, &zh::LEAD, &zh::NOT_PEOPLE].iter().any(|words| words.contains(noun));
        if !known && !cast.has_part_of(noun) {
            add(cast, noun, Kind { gender: Gender::Unknown, age: Age::Adult, generic: false });
        }
    }
    Ok(())
}

fn add(cast: &mut Cast, word: &str, kind: Kind) {
    if cast.find(word).is_some() {
        return;
    }
    let mut person = Person { role: true, generic: kind.generic, age: Some(kind.age), ..Person::named(word) };
    person.vote(kind.gender, 20);
    cast.add(person);
}

const SHORT: usize = 1;

/// More characters than a title has.
const LONGER_THAN_TITLES: usize = 8;

/// Surname and title: 王总, 李医生, 傅老爷子.
pub(crate) fn find_titled(story: &[Clause], cast: &mut Cast) -> Result<(), OutOfFuel> {
    for clause in story {
        for start in 0..clause.chars.len() {
            cast.burn(1)?;
            let double = clause.text(start, (start + 2).min(clause.chars.len()));
            let family = if zh::DOUBLE_SURNAMES.contains(double) { 2 } else { 1 };
            if family == 1 && !zh::SURNAMES.contains(clause.chars[start]) {
                continue;
            }
            let last = (start + family + LONGER_THAN_TITLES).min(clause.chars.len());
            let Some((title, kind)) = title_of(clause.text(start + family, last)) else {
                continue;
            };
            let length = title.chars().count();
            let end = start + family + length;
            if length == SHORT && !clause.boundary(end) || !clause.boundary(start) {
                continue;
            }
            let name = clause.text(start, end);
            if kinds(name).is_some()
                || crate::text::segmenter::entry(name).is_some_and(|tag| !tag.starts_with('n'))
            {
                continue;
            }
            let person = cast.find_or_add(name);
            cast.people[person].vote(kind.0, 20);
            if kind.1 != Age::Adult {
                cast.people[person].age = Some(kind.1);
            }
        }
    }
    Ok(())
}

/// The longest title that a text begins with.
pub(crate) fn title_of(text: &str) -> Option<(&str, (Gender, Age))> {
    zh::TITLES.longest_at_start(text).map(|(end, kind)| (&text[..end], kind))
}
