//! What every candidate is weighed by, put together once.

use crate::text::{
    cast::{Cast, Person},
    prose::speech::{Speech, Surroundings},
};
use std::collections::{BTreeMap, HashSet};
use xinggen_domain::{
    character::{Age, Gender},
    fuel::OutOfFuel,
};

/// More characters than the name has that answers a question for a name.
const LONGEST_ANSWER: usize = 100;

/// The quotations, the people, and who is around when.
pub(super) struct Context<'a> {
    pub(super) speeches: &'a [Speech],
    pub(super) cast: &'a Cast,
    pub(super) around: &'a Surroundings,
    /// Per person, the first paragraph that names them.
    pub(super) met: Vec<usize>,
    /// People with a name by the first paragraph that names them.
    pub(super) arrivals: BTreeMap<usize, Vec<usize>>,
    /// There is an elder of this gender with a name.
    elders: Vec<Gender>,
    /// Per quotation that answers a question for a name, the people with whose names it begins.
    answers: Vec<HashSet<usize>>,
}

impl<'a> Context<'a> {
    pub(super) fn of(
        speeches: &'a [Speech],
        cast: &'a Cast,
        around: &'a Surroundings,
    ) -> Result<Self, OutOfFuel> {
        let (mut met, mut elders) = (Vec::new(), Vec::new());
        let mut arrivals: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, person) in cast.people.iter().enumerate() {
            cast.burn(1)?;
            let first = around.told[at].first().into_iter().chain(around.spoken[at].first()).copied().min();
            met.push(first.unwrap_or(usize::MAX));
            if person.role {
                continue;
            }
            if let Some(first) = first {
                arrivals.entry(first).or_default().push(at);
            }
            if person.age == Some(Age::Elder) && !elders.contains(&person.gender()) {
                elders.push(person.gender());
            }
        }
        let mut answers = Vec::with_capacity(speeches.len());
        for (at, speech) in speeches.iter().enumerate() {
            let asked = at.checked_sub(1).is_some_and(|last| speeches[last].asks_name);
            answers.push(if asked { named_at_start(&speech.text, cast)? } else { HashSet::new() });
        }
        Ok(Self { speeches, cast, around, met, arrivals, elders, answers })
    }

    /// Whether an elder of this gender has a name.
    pub(super) fn has_elder_like(&self, description: &Person) -> bool {
        let gender = description.gender();
        description.age == Some(Age::Elder) && gender != Gender::Unknown && self.elders.contains(&gender)
    }

    /// Whether a quotation begins with a name of this person, behind a question for a name.
    pub(super) fn answers(&self, at: usize, person: usize) -> bool {
        self.answers[at].contains(&person)
    }

    /// Who answers a question for a name so.
    pub(super) fn answering(&self, at: usize) -> impl Iterator<Item = usize> {
        self.answers[at].iter().copied()
    }
}

/// All people with a name that a text begins with.
fn named_at_start(text: &str, cast: &Cast) -> Result<HashSet<usize>, OutOfFuel> {
    let mut found = HashSet::new();
    for (at, c) in text.char_indices().take(LONGEST_ANSWER) {
        let end = at + c.len_utf8();
        cast.burn(end)?;
        found.extend(cast.find_all(&text[..end]));
    }
    Ok(found)
}
