//! Names that no rule knows, by how they are used.

use super::SEGMENTED;
use crate::text::{
    find::Finder,
    prose::chinese::{
        roles,
        tally::{Clause, Uses, could_be_given, tally},
    },
    segmenter,
};
use std::collections::{BTreeMap, HashSet};
use xinggen_domain::fuel::{Fuel, OutOfFuel};

/// The longest name that is told from its uses alone, in characters.
const LONGEST: usize = 4;

/// 小宫女青黛, 店小二阿福: what follows a word for a person and is used elsewhere too.
pub(super) fn apposed(story: &[Clause], fuel: &Fuel) -> Result<Vec<(String, Uses)>, OutOfFuel> {
    let found = tally(story, fuel, |clause| {
        let mut spans = Vec::new();
        for start in (2..clause.chars.len()).filter(|start| clause.boundary(*start)) {
            let role =
                (2..=4.min(start)).any(|length| roles::kinds(clause.text(start - length, start)).is_some());
            let ends = (start + 2..=(start + 3).min(clause.chars.len()))
                .filter(|&end| could_be_given(&clause.chars[start..end]));
            spans.extend(ends.filter(|_| role).map(|end| (start, end)));
        }
        spans
    })?;
    let everywhere = everywhere(story, &found, fuel)?;
    let unknown = |name: &str| {
        segmenter::entry(name).is_none_or(|tag| tag.starts_with("nr")) && roles::kinds(name).is_none()
    };
    fuel.burn(SEGMENTED * found.len())?;
    let known: BTreeMap<String, Uses> = found
        .into_iter()
        .filter(|(name, uses)| {
            everywhere[name] >= 3 || everywhere[name] >= 2 && uses.word > 0 && unknown(name)
        })
        .collect();
    let rare = |one: &str, other: &str| everywhere[one] * 10 < everywhere[other] * 7;
    let whole = |name: &str| longer(&known, name).all(|(other, _)| rare(other, name));
    // Of a longer name that hardly ever comes, only the beginning is one.
    let tail = |name: &str| {
        let starts = name.char_indices().skip(1).map(|(at, _)| &name[..at]);
        starts.into_iter().any(|other| known.contains_key(other) && rare(name, other))
    };
    Ok(known
        .iter()
        .filter(|(name, _)| whole(name) && !tail(name))
        .map(|(name, uses)| (name.clone(), *uses))
        .collect())
}

/// The names that begin with this one and go on.
fn longer<'a>(
    names: &'a BTreeMap<String, Uses>,
    name: &'a str,
) -> impl Iterator<Item = (&'a String, &'a Uses)> {
    let from = names.range(name.to_owned()..).take_while(move |(other, _)| other.starts_with(name));
    from.filter(move |(other, _)| other.as_str() != name)
}

/// How often each string stands in the story, wherever it does.
fn everywhere(
    story: &[Clause],
    names: &BTreeMap<String, Uses>,
    fuel: &Fuel,
) -> Result<BTreeMap<String, usize>, OutOfFuel> {
    let list: Vec<&String> = names.keys().collect();
    let finder = Finder::new(&list);
    let mut counts = vec![0; list.len()];
    if !list.is_empty() {
        for clause in story {
            let text = clause.text(0, clause.chars.len());
            fuel.burn(1 + text.len())?;
            finder.hits(text).for_each(|hit| counts[hit.word] += 1);
        }
    }
    Ok(list.into_iter().cloned().zip(counts).collect())
}

/// Unknown strings of two to four characters that keep turning up where a subject stands and act or speak.
pub(super) fn used_as_names<'a>(
    story: &[Clause],
    known: impl Iterator<Item = &'a str>,
    fuel: &Fuel,
) -> Result<Vec<(String, Uses)>, OutOfFuel> {
    let found = tally(story, fuel, |clause| {
        let Some(start) = clause.subject() else {
            return Vec::new();
        };
        let ends = (start + 2..=start + LONGEST).filter(|&end| end <= clause.chars.len());
        let fits = |&end: &usize| could_be_given(&clause.chars[start..end]) && clause.boundary(end);
        ends.filter(fits).map(|end| (start, end)).collect()
    })?;
    let (mut whole, mut parts): (HashSet<&str>, HashSet<&str>) = Default::default();
    for name in known {
        fuel.burn(1)?;
        whole.insert(name);
        parts.extend(pieces(name, LONGEST));
    }
    let fresh = |name: &str| {
        segmenter::entry(name).is_none()
            && !parts.contains(name)
            && !pieces(name, LONGEST).any(|part| whole.contains(part))
            && segmenter::words(name).iter().all(|word| word.word.chars().count() == 1 || word.word == name)
            && roles::kinds(name).is_none()
    };
    let used = |uses: &Uses| {
        uses.said >= 2
            || (uses.starts >= 3 && uses.acts >= 3)
            || (uses.count >= 3 && uses.starts >= 2 && 2 * uses.said + 2 * uses.called + uses.acts >= 5)
    };
    fuel.burn(SEGMENTED * found.len())?;
    let names: BTreeMap<String, Uses> =
        found.into_iter().filter(|(name, uses)| used(uses) && fresh(name)).collect();
    let longest =
        |name: &str, uses: &Uses| longer(&names, name).all(|(_, more)| more.count * 10 < uses.count * 7);
    Ok(names
        .iter()
        .filter(|(name, uses)| longest(name, uses))
        .map(|(name, uses)| (name.clone(), *uses))
        .collect())
}

/// All parts of a string up to so many characters.
fn pieces(text: &str, longest: usize) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.flat_map(move |start| {
        let ends = text[start..].char_indices().map(move |(at, c)| start + at + c.len_utf8());
        ends.take(longest).map(move |end| &text[start..end])
    })
}
