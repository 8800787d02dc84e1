//! Finds the people of an English story: by capitals, titles and first names, and by words for kin and roles.

mod short;

use crate::text::{
    cast::{Cast, Person},
    lexicon::{Kind, KindList, en, kind_in},
};
use std::collections::{BTreeMap, HashMap, HashSet};
use xinggen_domain::{
    character::{Age, Character, Gender},
    fuel::{Fuel, OutOfFuel},
};

/// How a run of words with capitals is used.
#[derive(Debug, Clone, Copy, Default)]
struct Uses {
    count: usize,
    /// Not at the start of a sentence.
    inside: usize,
    /// Next to a verb of speech, or called by name.
    speaks: usize,
    /// Before a verb or a possessive.
    acts: usize,
    /// Behind a word that leads to a place, or behind an article.
    place: usize,
    titled: bool,
    /// Occurrences in what is told.
    told: usize,
}

/// What a word for a person tells, if it is one.
pub(crate) fn kinds(word: &str) -> Option<Kind> {
    let find =
        |rows: &KindList, generic| kind_in(rows, word).map(|(gender, age)| Kind { gender, age, generic });
    find(&en::GENERIC, true).or_else(|| find(&en::KIN, true)).or_else(|| find(&en::ROLES, true))
}

pub(crate) fn is_title(word: &str) -> bool {
    en::TITLES.contains(word)
}

pub(crate) fn is_capital(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.clone().next().is_some()
        && chars.all(|c| c.is_lowercase() || matches!(c, '-' | '’' | '\''))
}

/// A word without what clings to it, and whether a possessive did.
pub(crate) fn bare(word: &str) -> (&str, bool) {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_end_matches('.');
    let own = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s"));
    (own.unwrap_or(word), own.is_some())
}

/// The people of the story; who is known already comes first, under the known name.
pub(crate) fn cast_of(
    told: &[String],
    quoted: &[String],
    known: &[Character],
    fuel: &Fuel,
) -> Result<Cast, OutOfFuel> {
    let mut cast = crate::text::prose::known_cast(known, fuel)?;
    let mut found: BTreeMap<String, Uses> = BTreeMap::new();
    for (text, told) in told.iter().map(|text| (text, true)).chain(quoted.iter().map(|text| (text, false))) {
        for sentence in text.split(['\n', '!', '?', ';', '—']) {
            fuel.burn(1 + sentence.len())?;
            count(sentence, told, &mut found);
        }
    }
    let words: HashSet<&str> =
        told.iter().chain(quoted).flat_map(|text| text.split_whitespace()).map(|word| bare(word).0).collect();
    let others = Others::of(&found, fuel)?;
    for (name, uses) in &found {
        if is_person(name, uses, &others, &words, fuel)? {
            add(&mut cast, name, uses);
        }
    }
    people_by_gender(&mut cast)?;
    short::merge(&mut cast)?;
    add_roles(told, &mut cast)?;
    cast.look_in(told.iter().chain(quoted).map(String::as_str))?;
    super::introductions::merge(told, &mut cast)?;
    super::hints::vote_by_pronoun(told, &mut cast)?;
    rank(told, quoted, &mut cast, known.len())?;
    Ok(cast)
}

/// No name of a person has more words.
const MOST_WORDS: usize = 12;

/// All runs of words with capitals.
struct Others<'a> {
    found: &'a BTreeMap<String, Uses>,
    /// What stands behind a title.
    titled: HashSet<&'a str>,
}

impl<'a> Others<'a> {
    fn of(found: &'a BTreeMap<String, Uses>, fuel: &Fuel) -> Result<Self, OutOfFuel> {
        let mut titled = HashSet::new();
        for name in found.keys() {
            fuel.burn(1)?;
            titled.extend(name.split_once(' ').filter(|(title, _)| is_title(title)).map(|(_, rest)| rest));
        }
        Ok(Self { found, titled })
    }

    /// Whether the name goes on in another one, or another one in it, and one of them is told of.
    fn vouch(&self, name: &str, uses: &Uses, fuel: &Fuel) -> Result<bool, OutOfFuel> {
        let vouches = |more: &Uses| uses.told + more.told + more.inside >= 1;
        let start = format!("{name} ");
        for (other, more) in self.found.range(start.clone()..) {
            fuel.burn(1)?;
            if !other.starts_with(&start) {
                break;
            }
            if vouches(more) {
                return Ok(true);
            }
        }
        let ends = name.match_indices(' ').map(|(at, _)| &name[..at]).take(MOST_WORDS);
        Ok(ends.filter_map(|short| self.found.get(short)).any(vouches))
    }
}

/// Whether a run of words with capitals is used like a person's name.
fn is_person(
    name: &str,
    uses: &Uses,
    others: &Others<'_>,
    words: &HashSet<&str>,
    fuel: &Fuel,
) -> Result<bool, OutOfFuel> {
    fuel.burn(MOST_WORDS)?;
    let first = name.split(' ').next().unwrap_or(name);
    let known = en::FEMALE_NAMES.contains(first) || en::MALE_NAMES.contains(first);
    let single = !name.contains(' ');
    // Margarethe and Margarethe Voss vouch for each other.
    let part = others.vouch(name, uses, fuel)?;
    let titled = uses.titled || (single && others.titled.contains(name));
    let acts =
        uses.acts >= 2 || (uses.acts >= 1 && uses.count >= 2) || (known && uses.inside + uses.acts >= 1);
    let alive = titled || uses.speaks >= 1 || acts || (part && uses.place == 0);
    let place = uses.place * 2 > uses.count && !known && uses.speaks == 0 && !uses.titled;
    let met = part || known || uses.titled || uses.told + uses.inside >= 1;
    let common = single && !known && words.contains(name.to_lowercase().as_str());
    Ok(alive && met && !place && !common)
}

/// Adds a name; one that is a word for kin stays a description.
fn add(cast: &mut Cast, name: &str, uses: &Uses) {
    let at = cast.find_or_add(name);
    let person = &mut cast.people[at];
    person.established |= uses.acts >= 2 && uses.count >= 3;
    if let Some(kind) = kinds(&name.to_lowercase()) {
        (person.role, person.generic) = (true, true);
        person.age = Some(kind.age);
        cast.add_name(at, &name.to_lowercase());
    }
}

/// Counts the names of one sentence.
fn count(sentence: &str, told: bool, found: &mut BTreeMap<String, Uses>) {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let mut at = 0;
    while at < words.len() {
        let end = run(&words, at);
        if end == at {
            at += 1;
            continue;
        }
        let name: Vec<&str> = words[at..end].iter().map(|word| bare(word).0).collect();
        let titled = is_title(words[at].trim_end_matches(',')) && end > at + 1 || is_dotted(words[at]);
        let uses = found.entry(spelled(&name)).or_default();
        uses.count += 1;
        uses.titled |= titled;
        uses.told += usize::from(told);
        let before = at.checked_sub(1).map(|before| words[before]);
        let fresh = before.is_none_or(|word| word.ends_with(['.', ':', '”', '"', ',']) && !is_title(word));
        uses.inside += usize::from(
            !(before.is_none()
                || before.is_some_and(|word| word.ends_with(['.', ':', '”', '"']) && !is_title(word))),
        );
        let prior = before.map(|word| bare(word).0.to_lowercase()).unwrap_or_default();
        uses.place += usize::from(
            en::PLACE_PREPOSITIONS.contains(&prior) || matches!(prior.as_str(), "the" | "a" | "an"),
        );
        let last = words[end - 1];
        let next = words.get(end).map(|word| bare(word).0.to_lowercase()).unwrap_or_default();
        let open = !last.ends_with([',', '.', '!', '?', ':', ';']);
        let says = |word: &str| en::SPEECH.contains(word);
        if told {
            uses.speaks += usize::from(says(&prior) || (open && says(&next)));
            uses.acts += usize::from(bare(last).1 || open && is_verb(&next));
        } else {
            let alone = last.ends_with([',', '.', '!', '?', '-']) || end == words.len();
            uses.speaks += usize::from(
                fresh
                    && alone
                    && (at == 0 || before.is_some_and(|word| word.ends_with(',')))
                    && words.len() > 1,
            );
            uses.acts += usize::from(open && is_verb(&next) && before.is_none());
        }
        at = end;
    }
}

/// `Mr.` at the start of a run.
fn is_dotted(word: &str) -> bool {
    matches!(
        word,
        "Mr."
            | "Mrs."
            | "Ms."
            | "Dr."
            | "Miss"
            | "Mr"
            | "Mrs"
            | "Dr"
            | "Aunt"
            | "Uncle"
            | "Detective"
            | "Inspector"
            | "Captain"
            | "Professor"
            | "Officer"
    )
}

/// Words with capitals that belong together, from `at`; `at` itself when none stands there.
fn run(words: &[&str], at: usize) -> usize {
    let mut end = at;
    while let Some(word) = words.get(end) {
        let (core, own) = bare(word);
        let title = is_title(word.trim_end_matches(','))
            || is_title(core) && end == at && words.get(end + 1).is_some_and(|next| is_capital(bare(next).0));
        let name = is_capital(core) && !en::NOT_NAMES.contains(core);
        if !(name
            || title
                && words
                    .get(end + 1)
                    .is_some_and(|next| is_capital(bare(next).0) && !en::NOT_NAMES.contains(bare(next).0)))
        {
            break;
        }
        end += 1;
        if own || (word.ends_with([',', '.', ':', '!', '?', ')', '”', '"']) && !title) {
            break;
        }
    }
    end
}

/// `Mr.` keeps its full stop.
fn spelled(name: &[&str]) -> String {
    let mut words: Vec<String> = name.iter().map(|word| (*word).to_owned()).collect();
    if let Some(first) = words.first_mut()
        && matches!(first.as_str(), "Mr" | "Mrs" | "Ms" | "Dr")
    {
        first.push('.');
    }
    words.join(" ")
}

/// Good enough for the word behind a name: what people do in stories ends so, or is one of these.
pub(crate) fn is_verb(word: &str) -> bool {
    en::IRREGULAR.contains(word)
        || (word.len() > 3 && word.ends_with("ed"))
        || (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"))
}

pub(crate) fn people_by_gender(cast: &mut Cast) -> Result<(), OutOfFuel> {
    for at in 0..cast.people.len() {
        cast.burn(1 + cast.people[at].names.iter().map(String::len).sum::<usize>())?;
        let person = &mut cast.people[at];
        for name in person.names.clone() {
            let mut words = name.split(' ');
            let first = words.next().unwrap_or("");
            if let Some((gender, age)) = kind_in(&en::TITLES, first) {
                person.vote(gender, 4);
                person.age = person.age.or((age != Age::Adult).then_some(age));
            }
            for word in name.split(' ') {
                person.vote(Gender::Female, u32::from(en::FEMALE_NAMES.contains(word)) * 2);
                person.vote(Gender::Male, u32::from(en::MALE_NAMES.contains(word)) * 2);
            }
            if let Some(kind) = kinds(&first.to_lowercase()).filter(|_| !name.contains(' ')) {
                person.vote(kind.gender, 4);
                person.age = person.age.or(Some(kind.age));
            }
        }
    }
    Ok(())
}

/// Words for kin and roles that stand behind an article or a possessive.
fn add_roles(told: &[String], cast: &mut Cast) -> Result<(), OutOfFuel> {
    for text in told {
        cast.burn(text.len())?;
        for noun in super::introductions::speaking_nouns(text) {
            if cast.find(&noun).is_none() {
                cast.add(Person { role: true, generic: true, ..Person::named(&noun) });
            }
        }
    }
    for text in told {
        cast.burn(text.len())?;
        let words: Vec<String> = text.split_whitespace().map(|word| bare(word).0.to_lowercase()).collect();
        let mut lower: Option<String> = None;
        for (at, word) in words.iter().enumerate() {
            let Some(kind) = kinds(word) else { continue };
            let led = words[at.saturating_sub(3)..at].iter().any(|before| {
                matches!(
                    before.as_str(),
                    "the" | "a" | "an" | "her" | "his" | "my" | "their" | "another" | "young" | "old"
                )
            });
            if !led || cast.find(word).is_some() {
                continue;
            }
            // Not often: every word of the lists comes here once.
            let lower = lower.get_or_insert_with(|| text.to_lowercase());
            cast.burn(lower.len() / BYTES_AT_ONCE)?;
            let has = |before: &str| lower.contains(&format!("{before} {word}"));
            let age = if has("old") {
                Age::Elder
            } else if has("young") || has("little") {
                Age::Young
            } else {
                kind.age
            };
            let mut person =
                Person { role: true, generic: kind.generic, age: Some(age), ..Person::named(word) };
            person.vote(kind.gender, 4);
            cast.add(person);
        }
    }
    Ok(())
}

/// A single phrase is looked for in so many bytes in one step.
const BYTES_AT_ONCE: usize = 16;

/// The name to show first: the one used most in what is told, titles and full names after plain ones.
fn rank(told: &[String], quoted: &[String], cast: &mut Cast, fixed: usize) -> Result<(), OutOfFuel> {
    let told = cast.counts(told.iter().map(String::as_str))?;
    let quoted = cast.counts(quoted.iter().map(String::as_str))?;
    for person in cast.people.iter_mut().skip(fixed) {
        let count = |counts: &HashMap<String, usize>, name: &str| counts.get(name).copied().unwrap_or(0);
        person.names.sort_by_cached_key(|name| {
            let titled =
                name.split(' ').next().is_some_and(|first| matches!(first, "Old" | "Young" | "Little"));
            std::cmp::Reverse((usize::from(!titled), count(&told, name) * 3 + count(&quoted, name)))
        });
    }
    Ok(())
}
