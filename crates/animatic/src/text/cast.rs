//! The people of a story while it is read: their names, and what is known of them.

use super::{language::is_han, lexicon::zh};
use xinggen_domain::{
    character::{Age, Gender},
    script::CharacterDraft,
};

/// Somebody.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    /// Every name the story uses, the one to show first.
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

    pub(crate) fn add_name(&mut self, name: &str) {
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
    }

    pub(crate) fn draft(&self) -> CharacterDraft {
        CharacterDraft {
            name: capital(self.name()),
            aliases: self
                .names
                .iter()
                .skip(1)
                .filter(|alias| **alias != capital(self.name()))
                .cloned()
                .collect(),
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

/// The people of a story.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cast {
    pub(crate) people: Vec<Person>,
}

impl Cast {
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.people.iter().position(|person| person.names.iter().any(|known| known == name))
    }

    pub(crate) fn find_or_add(&mut self, name: &str) -> usize {
        self.find(name).unwrap_or_else(|| {
            self.people.push(Person::named(name));
            self.people.len() - 1
        })
    }

    /// Makes `gone` another name of `kept`; the index of `gone` stays, without names.
    pub(crate) fn merge(&mut self, kept: usize, gone: usize) {
        if kept == gone {
            return;
        }
        let other = std::mem::take(&mut self.people[gone]);
        let person = &mut self.people[kept];
        for name in &other.names {
            person.add_name(name);
        }
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
        let mut names: Vec<(&str, usize)> = self
            .people
            .iter()
            .enumerate()
            .flat_map(|(at, person)| person.names.iter().map(move |name| (name.as_str(), at)))
            .filter(|(name, _)| !name.is_empty() && text.contains(*name))
            .collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut found: Vec<Mention> = Vec::new();
        for (name, person) in names {
            for (start, _) in text.match_indices(name) {
                let mention = Mention { start, end: start + name.len(), person };
                let free = found.iter().all(|other| other.end <= start || mention.end <= other.start);
                if free && stands_alone(text, mention) {
                    found.push(mention);
                }
            }
        }
        found.sort_by_key(|mention| mention.start);
        found
    }
}

/// Chinese names stand anywhere, others between the edges of words; one Chinese character alone is part of a
/// longer word unless punctuation stands around it.
fn stands_alone(text: &str, mention: Mention) -> bool {
    let before = text[..mention.start].chars().next_back();
    let after = text[mention.end..].chars().next();
    let name = &text[mention.start..mention.end];
    if name.chars().any(is_han) {
        let apart = |c: Option<char>| c.is_none_or(|c| !is_han(c));
        let kin = matches!(name, "爹" | "娘" | "爸" | "妈");
        let free = |c: Option<char>| c.is_none_or(|c| !zh::NOT_KIN_BESIDE.contains(c));
        return name.chars().count() > 1
            || (apart(before) && apart(after))
            || (kin && free(before) && free(after));
    }
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    edge(before) && edge(after)
}
