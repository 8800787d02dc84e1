//! Short forms of names: Tom, Tom Baker and Mr. Baker; Old Silas and Silas.

use super::is_title;
use crate::text::cast::Cast;
use std::collections::HashMap;
use xinggen_domain::{character::Gender, fuel::OutOfFuel};

/// A name of more words is no short form, and has none.
const MOST_WORDS: usize = 8;
/// A short form that fits more names than this is ambiguous.
const MOST_MEANT: usize = 64;

/// In which way a name is short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Short {
    Title,
    First,
    Last,
}

/// Merges short forms with the only one they can mean; a titled surname goes to whom its title fits. Three rounds:
/// names that differ by a title, first names, surnames.
pub(super) fn merge(cast: &mut Cast) -> Result<(), OutOfFuel> {
    for round in [Short::Title, Short::First, Short::Last] {
        let index = index(cast, round)?;
        let mut now: Vec<usize> = (0..cast.people.len()).collect();
        for at in 0..cast.people.len() {
            if let Some(only) = only_meant(cast, at, round, &index, &mut now)? {
                cast.merge(only, at);
                now[at] = only;
            }
        }
    }
    Ok(())
}

/// A name without its titles.
fn plain(name: &str) -> Vec<&str> {
    name.split(' ').filter(|word| !is_title(word)).collect()
}

/// Whose name has this short form, and of how many words.
type Index = HashMap<String, Vec<(usize, usize)>>;

/// All people by the short forms of their names.
fn index(cast: &Cast, round: Short) -> Result<Index, OutOfFuel> {
    let mut index = Index::new();
    for (at, person) in cast.people.iter().enumerate() {
        for name in &person.names {
            cast.burn(1 + name.len())?;
            let (plain, words) = (plain(name), name.split(' ').count());
            let forms: Vec<String> = match round {
                Short::Title if !plain.is_empty() => vec![plain.join(" ")],
                Short::Title => Vec::new(),
                Short::First => {
                    (1..plain.len().min(MOST_WORDS)).map(|length| plain[..length].join(" ")).collect()
                }
                Short::Last => (1..plain.len().min(MOST_WORDS))
                    .map(|length| plain[plain.len() - length..].join(" "))
                    .collect(),
            };
            for form in forms {
                let people = index.entry(form).or_default();
                if people.len() < MOST_MEANT {
                    people.push((at, words));
                }
            }
        }
    }
    Ok(index)
}

/// The only other person whom a name of this one can mean.
fn only_meant(
    cast: &Cast,
    at: usize,
    round: Short,
    index: &Index,
    now: &mut [usize],
) -> Result<Option<usize>, OutOfFuel> {
    let person = &cast.people[at];
    let agree = |other: usize| {
        let (one, two) = (person.gender(), cast.people[other].gender());
        one == two || one == Gender::Unknown || two == Gender::Unknown
    };
    let mut only: Option<usize> = None;
    for name in &person.names {
        let words = name.split(' ').count();
        let meant = index.get(&plain(name).join(" ")).map_or(&[][..], Vec::as_slice);
        for &(other, others_words) in meant {
            cast.burn(1)?;
            let other = who(now, other);
            let fits = other != at && agree(other) && (round != Short::Title || words >= others_words);
            if fits && only.is_some_and(|only| only != other) {
                return Ok(None);
            }
            only = only.or(Some(other).filter(|_| fits));
        }
    }
    Ok(only)
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
