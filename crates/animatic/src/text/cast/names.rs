//! The names of a cast, looked for in a text all at once.

use super::{Mention, Pairs, Person, neighbours};
use crate::text::{
    find::{Finder, Hit},
    language::is_han,
    lexicon::zh,
};
use std::{cmp::Reverse, collections::HashSet};
use xinggen_domain::fuel::Fuel;

/// How many bytes all names together may have; the people at the end of a larger cast are not looked for.
const MOST_BYTES: usize = 256 * 1024;
/// How many names that end at the same place are weighed: the longest ones.
const MOST_AT_A_PLACE: usize = 16;

/// The names that can be found.
pub(super) struct Names {
    finder: Finder,
    /// By word of the finder: whose it is, and how it must stand.
    words: Vec<(usize, Stand)>,
}

/// What must stand around a name.
#[derive(Clone, Copy)]
enum Stand {
    /// Chinese names stand anywhere.
    Anywhere,
    /// One Chinese character alone is part of a longer word unless punctuation stands around it.
    Apart,
    /// 爹, 娘, 爸, 妈: but for characters that make another word of it.
    Kin,
    /// Other names stand between the edges of words.
    Edges,
}

/// The names of these people that may stand in texts with these pairs of characters, each once, and the place of
/// the first person who has it.
pub(super) fn present<'a>(
    people: impl Iterator<Item = &'a Person>,
    pairs: Option<&Pairs>,
    fuel: &Fuel,
) -> Vec<(&'a str, usize)> {
    let mut seen: HashSet<&str> = HashSet::new();
    let (mut found, mut bytes) = (Vec::new(), 0);
    for (at, person) in people.enumerate() {
        for name in person.names.iter().map(String::as_str) {
            fuel.spend(name.len());
            let there = || pairs.is_none_or(|pairs| neighbours(name).all(|pair| pairs.contains(&pair)));
            if !name.is_empty() && bytes + name.len() <= MOST_BYTES && !seen.contains(name) && there() {
                bytes += name.len();
                seen.insert(name);
                found.push((name, at));
            }
        }
    }
    found
}

impl Names {
    pub(super) fn of(people: &[Person], pairs: Option<&Pairs>, fuel: &Fuel) -> Self {
        let names = present(people.iter(), pairs, fuel);
        let words = names.iter().map(|(name, person)| (*person, stand(name))).collect();
        Self { finder: Finder::new(&names.into_iter().map(|(name, _)| name).collect::<Vec<_>>()), words }
    }

    pub(super) fn mentions(&self, text: &str, fuel: &Fuel) -> Vec<Mention> {
        let mut hits: Vec<Hit> = Vec::new();
        let (mut place, mut here, mut turns) = (0, 0, text.len());
        for hit in self.finder.hits(text) {
            turns += 1;
            here = if hit.end == place { here + 1 } else { 1 };
            place = hit.end;
            if here <= MOST_AT_A_PLACE && stands(text, &hit, self.words[hit.word].1) {
                hits.push(hit);
            }
        }
        fuel.spend(turns + hits.len());
        // Longer names first: so none lies inside a free stretch of a shorter one, and its ends tell whether it is free.
        hits.sort_unstable_by_key(|hit| (Reverse(hit.end - hit.start), hit.word, hit.start));
        let mut taken = vec![false; if hits.len() > 1 { text.len() } else { 0 }];
        let mut found: Vec<Mention> = Vec::new();
        for hit in &hits {
            if hits.len() > 1 {
                if taken[hit.start] || taken[hit.end - 1] {
                    continue;
                }
                taken[hit.start..hit.end].fill(true);
            }
            found.push(Mention { start: hit.start, end: hit.end, person: self.words[hit.word].0 });
        }
        found.sort_unstable_by_key(|mention| mention.start);
        found
    }
}

/// Whether what stands there can be a name in its place.
pub(super) fn stands_there(text: &str, start: usize, end: usize) -> bool {
    stands(text, &Hit { word: 0, start, end }, stand(&text[start..end]))
}

fn stand(name: &str) -> Stand {
    if !name.chars().any(is_han) {
        Stand::Edges
    } else if name.chars().nth(1).is_some() {
        Stand::Anywhere
    } else if matches!(name, "爹" | "娘" | "爸" | "妈") {
        Stand::Kin
    } else {
        Stand::Apart
    }
}

fn stands(text: &str, hit: &Hit, stand: Stand) -> bool {
    let before = text[..hit.start].chars().next_back();
    let after = text[hit.end..].chars().next();
    let apart = |c: Option<char>| c.is_none_or(|c| !is_han(c));
    let free = |c: Option<char>| c.is_none_or(|c| !zh::NOT_KIN_BESIDE.contains(c));
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    match stand {
        Stand::Anywhere => true,
        Stand::Apart => apart(before) && apart(after),
        Stand::Kin => (apart(before) && apart(after)) || (free(before) && free(after)),
        Stand::Edges => edge(before) && edge(after),
    }
}
