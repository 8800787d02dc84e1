//! The cast, scenes and props of a drama, found by id and by name without going through them.

use crate::text::{
    find::{Finder, Hit},
    language::is_han,
};
use std::collections::{BTreeSet, HashMap, HashSet};
use xinggen_domain::{
    CharacterId, SceneId,
    fuel::{Fuel, OutOfFuel},
    ports::StoryboardRequest,
    script::Beat,
};

/// How many bytes all names of people, and all of props, may have; those at the end of longer lists are not found.
const MOST_BYTES: usize = 256 * 1024;
/// How many people or things of one name are told apart.
const MOST_NAMESAKES: usize = 12;

/// The cast, scenes and props by id and by name.
pub(crate) struct Index {
    people: HashMap<CharacterId, usize>,
    scenes: HashMap<SceneId, usize>,
    /// The names of people that the script may have.
    names: Named,
    /// The names of props, lower case.
    props: Named,
}

/// Names that can be found, and whose they are.
struct Named {
    finder: Finder,
    names: Vec<String>,
    /// By name, the first people or things that have it.
    whose: Vec<Vec<usize>>,
    /// By person or thing, its names.
    by_person: HashMap<usize, Vec<usize>>,
}

/// Who is present in a beat.
pub(crate) struct Present {
    order: HashMap<usize, usize>,
    /// By name, who of those present has it.
    named: HashMap<usize, Vec<usize>>,
}

impl Present {
    /// The place of a person in the order of the beat.
    pub(crate) fn order(&self, person: usize) -> usize {
        self.order.get(&person).copied().unwrap_or(usize::MAX)
    }
}

/// The pairs of neighbouring characters in a text.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1))
}

impl Named {
    /// Takes the names that stand in texts with these pairs of characters.
    fn of(
        names: impl Iterator<Item = (usize, String)>,
        pairs_there: &HashSet<(char, char)>,
        fuel: &Fuel,
    ) -> Result<Self, OutOfFuel> {
        let mut by_name: HashMap<String, usize> = HashMap::new();
        let (mut found, mut whose) = (Vec::new(), Vec::<Vec<usize>>::new());
        let mut by_person: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut bytes = 0;
        for (person, name) in names {
            fuel.burn(1 + name.len())?;
            if name.is_empty() || !pairs(&name).all(|pair| pairs_there.contains(&pair)) {
                continue;
            }
            let word = match by_name.get(&name) {
                Some(&word) => word,
                None if bytes + name.len() > MOST_BYTES => continue,
                None => {
                    bytes += name.len();
                    by_name.insert(name.clone(), found.len());
                    found.push(name);
                    whose.push(Vec::new());
                    found.len() - 1
                }
            };
            if whose[word].len() < MOST_NAMESAKES && whose[word].last() != Some(&person) {
                whose[word].push(person);
            }
            by_person.entry(person).or_default().push(word);
        }
        Ok(Self { finder: Finder::new(&found), names: found, whose, by_person })
    }

    /// The names of a person or thing.
    fn by_person(&self, person: usize) -> &[usize] {
        self.by_person.get(&person).map_or(&[], Vec::as_slice)
    }
}

impl Index {
    pub(crate) fn of(request: &StoryboardRequest, fuel: &Fuel) -> Result<Self, OutOfFuel> {
        let (mut plain, mut lower) = (HashSet::new(), HashSet::new());
        for line in request.script.beats.iter().flat_map(|beat| &beat.utterances) {
            let words = format!("{} {} ", line.text, line.action);
            fuel.burn(2 * words.len())?;
            plain.extend(pairs(&line.text));
            lower.extend(pairs(&words.to_lowercase()));
        }
        let names = request.cast.iter().enumerate().flat_map(|(at, character)| {
            std::iter::once(&character.name).chain(&character.aliases).map(move |name| (at, name.clone()))
        });
        let props = request.props.iter().enumerate().map(|(at, prop)| (at, prop.name.to_lowercase()));
        let people = request.cast.iter().enumerate().rev().map(|(at, character)| (character.id, at));
        let scenes = request.scenes.iter().enumerate().rev().map(|(at, scene)| (scene.id, at));
        fuel.burn(request.cast.len() + request.scenes.len())?;
        Ok(Self {
            people: people.collect(),
            scenes: scenes.collect(),
            names: Named::of(names, &plain, fuel)?,
            props: Named::of(props, &lower, fuel)?,
        })
    }

    /// The index of a character in the request's cast.
    pub(crate) fn person(&self, id: CharacterId) -> Option<usize> {
        self.people.get(&id).copied()
    }

    /// The index of a scene in the request's scenes.
    pub(crate) fn scene(&self, id: SceneId) -> usize {
        self.scenes.get(&id).copied().unwrap_or(0)
    }

    /// The first props that a text in lower case names.
    pub(crate) fn props(&self, lower: &str, most: usize, fuel: &Fuel) -> Vec<usize> {
        let hits = self.props.finder.hits(lower).inspect(|_| fuel.spend(1));
        let named: BTreeSet<usize> =
            hits.flat_map(|hit| self.props.whose[hit.word].iter().copied()).collect();
        named.into_iter().take(most).collect()
    }

    /// Whether a text in lower case names a prop.
    pub(crate) fn has_prop(&self, lower: &str) -> bool {
        self.props.finder.any(lower)
    }

    pub(crate) fn present(&self, beat: &Beat, fuel: &Fuel) -> Result<Present, OutOfFuel> {
        let mut present = Present { order: HashMap::new(), named: HashMap::new() };
        for (place, person) in
            beat.present.iter().enumerate().filter_map(|(at, id)| Some((at, self.person(*id)?)))
        {
            fuel.burn(1)?;
            present.order.entry(person).or_insert(place);
        }
        let here: BTreeSet<usize> = present.order.keys().copied().collect();
        for person in here {
            for &name in self.names.by_person(person) {
                fuel.burn(1)?;
                let people: &mut Vec<usize> = present.named.entry(name).or_default();
                if people.len() < MOST_NAMESAKES {
                    people.push(person);
                }
            }
        }
        Ok(present)
    }

    /// Who of those present is named in a text, in the order of the words.
    pub(crate) fn named(&self, text: &str, present: &Present, most: usize, fuel: &Fuel) -> Vec<usize> {
        let mut first: HashMap<usize, usize> = HashMap::new();
        let whole = |hit: &Hit| {
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            self.names.names[hit.word].chars().any(is_han)
                || edge(text[..hit.start].chars().next_back()) && edge(text[hit.end..].chars().next())
        };
        for hit in self.names.finder.hits(text) {
            fuel.spend(1);
            let Some(people) = present.named.get(&hit.word).filter(|_| whole(&hit)) else { continue };
            for &person in people {
                let place = first.entry(person).or_insert(hit.start);
                *place = hit.start.min(*place);
            }
        }
        let mut found: Vec<(usize, usize)> = first.into_iter().map(|(person, at)| (at, person)).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, person)| person).take(most).collect()
    }
}
