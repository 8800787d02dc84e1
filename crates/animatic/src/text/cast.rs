//! The people of a story while it is read: their names, and what is known of them.

mod names;

use super::{find::Finder, sentence};
use names::Names;
use std::{
    cell::OnceCell,
    collections::{BTreeSet, HashMap, HashSet},
    rc::Rc,
};
use xinggen_domain::{
    character::{Age, Gender},
    fuel::{Fuel, OutOfFuel},
    script::CharacterDraft,
};

/// Somebody.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    /// Every name the story uses, the one to show first. Only their order may be changed from outside: which names
    /// there are is the business of [`Cast`].
    pub(crate) names: Vec<String>,
    /// Votes for female and male.
    pub(crate) votes: (u32, u32),
    pub(crate) age: Option<Age>,
    pub(crate) description: String,
    /// Only a description of somebody (a man, the girl) or a role.
    pub(crate) role: bool,
    /// A description of somebody who may have a name elsewhere.
    pub(crate) generic: bool,
    /// Belongs to the cast even without a line.
    pub(crate) established: bool,
}

impl Person {
    pub(crate) fn named(name: &str) -> Self {
        Self { names: vec![name.to_owned()], ..Self::default() }
    }

    pub(crate) fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    pub(crate) fn gender(&self) -> Gender {
        let (female, male) = self.votes;
        match female.cmp(&male) {
            std::cmp::Ordering::Greater => Gender::Female,
            std::cmp::Ordering::Less => Gender::Male,
            std::cmp::Ordering::Equal => Gender::Unknown,
        }
    }

    pub(crate) fn vote(&mut self, gender: Gender, weight: u32) {
        match gender {
            Gender::Female => self.votes.0 += weight,
            Gender::Male => self.votes.1 += weight,
            Gender::Unknown => {}
        }
    }

    pub(crate) fn draft(&self) -> CharacterDraft {
        let name = capital(self.name());
        CharacterDraft {
            aliases: self.names.iter().skip(1).filter(|alias| **alias != name).cloned().collect(),
            name,
            gender: self.gender(),
            age: self.age.unwrap_or(Age::Adult),
            description: self.description.clone(),
        }
    }
}

/// `fox` as `Fox`.
fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A name where it stands in a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) person: usize,
}

/// How many people of one name are told apart.
const MOST_NAMESAKES: usize = 16;

/// Pairs of neighbouring characters that some texts have: a name with another pair does not stand in them.
type Pairs = HashSet<(char, char)>;

/// The people of a story.
pub(crate) struct Cast {
    pub(crate) people: Vec<Person>,
    /// Whose name it is; more than one person may have it.
    index: HashMap<String, BTreeSet<usize>>,
    pairs: Option<Rc<Pairs>>,
    /// Made with the first search and thrown away with every change of a name.
    names: OnceCell<Names>,
    fuel: Fuel,
}

impl Cast {
    pub(crate) fn new(fuel: &Fuel) -> Self {
        Self {
            people: Vec::new(),
            index: HashMap::new(),
            pairs: None,
            names: OnceCell::new(),
            fuel: fuel.clone(),
        }
    }

    /// Says in which texts [`Self::mentions`] will look, so that names of a large cast that do not stand there cost
    /// nothing.
    pub(crate) fn look_in<'a>(&mut self, texts: impl Iterator<Item = &'a str>) -> Result<(), OutOfFuel> {
        let mut pairs = Pairs::new();
        for text in texts {
            self.fuel.burn(text.len())?;
            pairs.extend(neighbours(text));
        }
        self.pairs = Some(Rc::new(pairs));
        self.names = OnceCell::new();
        Ok(())
    }

    /// Draws steps; answers whether there are any left.
    pub(crate) fn burn(&self, steps: usize) -> Result<(), OutOfFuel> {
        self.fuel.burn(steps)
    }

    /// Draws steps for one pass over a text.
    pub(crate) fn spend(&self, steps: usize) {
        self.fuel.spend(steps);
    }

    /// The sentences of a text.
    pub(crate) fn sentences<'a>(&self, text: &'a str) -> Vec<&'a str> {
        self.fuel.spend(text.len());
        sentence::sentences(text)
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.fuel.spend(1);
        self.index.get(name).and_then(|people| people.first().copied())
    }

    /// All people who have this name.
    pub(crate) fn find_all(&self, name: &str) -> impl Iterator<Item = usize> {
        self.index.get(name).into_iter().flatten().copied().take(MOST_NAMESAKES)
    }

    pub(crate) fn find_or_add(&mut self, name: &str) -> usize {
        self.find(name).unwrap_or_else(|| self.add(Person::named(name)))
    }

    /// Adds a person; answers their index.
    pub(crate) fn add(&mut self, person: Person) -> usize {
        let at = self.people.len();
        for name in &person.names {
            self.index.entry(name.clone()).or_default().insert(at);
        }
        self.people.push(person);
        self.names = OnceCell::new();
        at
    }

    pub(crate) fn add_name(&mut self, person: usize, name: &str) {
        if self.index.entry(name.to_owned()).or_default().insert(person) {
            self.people[person].names.push(name.to_owned());
            self.names = OnceCell::new();
        }
    }

    /// Makes `gone` another name of `kept`; the index of `gone` stays, without names.
    pub(crate) fn merge(&mut self, kept: usize, gone: usize) {
        if kept == gone {
            return;
        }
        let other = std::mem::take(&mut self.people[gone]);
        self.fuel.spend(other.names.len());
        for name in &other.names {
            if let Some(people) = self.index.get_mut(name) {
                people.remove(&gone);
            }
            self.add_name(kept, name);
        }
        self.names = OnceCell::new();
        let person = &mut self.people[kept];
        person.votes.0 += other.votes.0;
        person.votes.1 += other.votes.1;
        person.age = person.age.or(other.age);
        person.established |= other.established;
        if person.description.is_empty() {
            person.description = other.description;
        }
    }

    /// Every name in the text, from left to right; longer names win over shorter ones at the same place.
    pub(crate) fn mentions(&self, text: &str) -> Vec<Mention> {
        self.names
            .get_or_init(|| Names::of(&self.people, self.pairs.as_deref(), &self.fuel))
            .mentions(text, &self.fuel)
    }

    /// Whether a word has a person's name in it, as [`Self::mentions`] would find it. For short words, and without
    /// making the names ready for longer texts.
    pub(crate) fn has_part_of(&self, word: &str) -> bool {
        let starts = word.char_indices().map(|(at, _)| at);
        let spans = starts.flat_map(|start| {
            word[start..].char_indices().map(move |(at, c)| (start, start + at + c.len_utf8()))
        });
        spans.into_iter().any(|(start, end)| {
            self.find(&word[start..end]).is_some() && names::stands_there(word, start, end)
        })
    }

    /// How often the texts have each name of those who have more than one, wherever it stands.
    pub(crate) fn counts<'a>(
        &self,
        texts: impl Iterator<Item = &'a str>,
    ) -> Result<HashMap<String, usize>, OutOfFuel> {
        let several = self.people.iter().filter(|person| person.names.len() > 1);
        let names = names::present(several, self.pairs.as_deref(), &self.fuel);
        let finder = Finder::new(&names.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        let mut counts: HashMap<String, usize> = HashMap::new();
        for text in texts {
            self.fuel.burn(text.len())?;
            for hit in finder.hits(text) {
                self.fuel.spend(1);
                *counts.entry(names[hit.word].0.to_owned()).or_default() += 1;
            }
        }
        Ok(counts)
    }
}

/// The pairs of neighbouring characters in a text; a character alone is a pair of its own.
fn neighbours(text: &str) -> impl Iterator<Item = (char, char)> {
    let alone = text.chars().map(|c| (c, c));
    alone.chain(text.chars().zip(text.chars().skip(1)))
}
