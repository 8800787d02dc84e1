//! Merges names with the only person they can mean.

use super::{is_short, parted, same};
use crate::text::{cast::Cast, lexicon::zh, prose::chinese::roles::title_of};
use std::collections::HashMap;
use xinggen_domain::fuel::OutOfFuel;

/// A form that fits more names than this is ambiguous.
const MOST_MEANT: usize = 64;

/// What it costs to see whether a name is a form of another.
const VERIFIED: usize = 16;
/// The longest short form (小沉舟), in characters.
const LONGEST: usize = 3;

/// What a full name may be found by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Family(String),
    Given(String),
    FirstOfGiven(char),
    LastOfGiven(char),
    /// What stands behind the first character.
    Rest(String),
    /// What stands behind 老 or 小.
    Nick(char),
}

/// Full names with the person who had each at first, by every key.
#[derive(Default)]
struct Fulls {
    names: Vec<(String, usize)>,
    by_key: HashMap<Key, Vec<usize>>,
}

/// Merges them where there is only one they can mean.
pub(crate) fn merge(cast: &mut Cast) -> Result<(), OutOfFuel> {
    let fulls = Fulls::of(cast)?;
    let mut now: Vec<usize> = (0..cast.people.len()).collect();
    for at in 0..cast.people.len() {
        cast.burn(1)?;
        if !cast.people[at].name().is_empty()
            && !cast.people[at].role
            && let Some(only) = fulls.only_meant(cast, at, &mut now)?
        {
            cast.merge(only, at);
            now[at] = only;
        }
    }
    Ok(())
}

impl Fulls {
    fn of(cast: &Cast) -> Result<Self, OutOfFuel> {
        let mut fulls = Self::default();
        for (at, person) in cast.people.iter().enumerate().filter(|(_, person)| !person.role) {
            for name in &person.names {
                cast.burn(4)?;
                let keys = keys(name);
                if keys.is_empty() {
                    continue;
                }
                for key in keys {
                    let names = fulls.by_key.entry(key).or_default();
                    if names.len() < MOST_MEANT {
                        names.push(fulls.names.len());
                    }
                }
                fulls.names.push((name.clone(), at));
            }
        }
        Ok(fulls)
    }

    /// The only other person of whose full name the name of this one is a form.
    fn only_meant(&self, cast: &Cast, at: usize, now: &mut [usize]) -> Result<Option<usize>, OutOfFuel> {
        let name = cast.people[at].name();
        let mut only: Option<usize> = None;
        for key in asked(name) {
            for &full in self.by_key.get(&key).map_or(&[][..], Vec::as_slice) {
                cast.burn(VERIFIED)?;
                let (full, first) = &self.names[full];
                let other = who(now, *first);
                if other == at || only == Some(other) || !same(cast, at, name, other, full) {
                    continue;
                }
                if only.is_some() {
                    return Ok(None);
                }
                only = Some(other);
            }
        }
        Ok(only)
    }
}

/// What a full name is found by.
fn keys(full: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    if let Some((family, given)) = parted(full).filter(|_| !is_short(full)) {
        keys.extend([Key::Family(family.to_owned()), Key::Given(given.to_owned())]);
        keys.extend(given.chars().next().map(Key::FirstOfGiven));
        keys.extend(given.chars().next_back().map(Key::LastOfGiven));
    }
    let mut chars = full.chars();
    match (chars.next(), chars.clone().next()) {
        (Some('老' | '小'), Some(nick)) if chars.as_str().len() == nick.len_utf8() => {
            keys.push(Key::Nick(nick))
        }
        (Some(_), Some(_)) if zh::ELDER_TITLES.contains(chars.as_str()) => {
            keys.push(Key::Rest(chars.as_str().to_owned()))
        }
        _ => {}
    }
    keys
}

/// By what the full names are found of which a name may be a form.
fn asked(name: &str) -> Vec<Key> {
    let mut keys = vec![Key::Given(name.to_owned())];
    if zh::ELDER_TITLES.contains(name) {
        keys.push(Key::Rest(name.to_owned()));
    }
    // A title behind a surname of one or two characters, or behind the one of 老马.
    for (at, _) in name.char_indices().skip(1).take(2) {
        let (family, rest) = name.split_at(at);
        if title_of(rest).is_some_and(|(title, _)| title.len() == rest.len()) {
            keys.push(Key::Family(family.to_owned()));
            keys.extend(family.chars().next().map(Key::Nick));
        }
    }
    let chars: Vec<char> = name.chars().take(LONGEST + 1).collect();
    let (Some(&first), Some(&last)) = (chars.first(), chars.last()) else {
        return keys;
    };
    if !(2..=LONGEST).contains(&chars.len()) {
        return keys;
    }
    let (front, back) = (&name[..name.len() - last.len_utf8()], &name[first.len_utf8()..]);
    if matches!(first, '小' | '老') {
        keys.push(Key::Family(back.to_owned()));
    }
    if matches!(first, '小' | '阿') {
        keys.push(Key::Given(back.to_owned()));
    }
    if last == '儿' {
        keys.push(Key::Given(front.to_owned()));
    }
    if chars.len() == 2 && (first == last || matches!(first, '小' | '阿')) {
        keys.extend([Key::LastOfGiven(last), Key::FirstOfGiven(last)]);
    }
    if chars.len() == 2 && last == '儿' {
        keys.push(Key::LastOfGiven(first));
    }
    keys
}

/// Who a person is after all merges.
fn who(now: &mut [usize], person: usize) -> usize {
    let mut last = person;
    while now[last] != last {
        // Halving the way keeps it short however often people are merged.
        now[last] = now[now[last]];
        last = now[last];
    }
    last
}
