//! Finds the people of an English story: by capitals, titles and first names, and by words for kin and roles.

use crate::text::{
    cast::{Cast, Person},
    lexicon::{Kind, KindRow, en, kind_in},
};
use std::collections::BTreeMap;
use xinggen_domain::character::{Age, Character, Gender};

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
        |rows: &[KindRow], generic| kind_in(rows, word).map(|(gender, age)| Kind { gender, age, generic });
    find(&en::GENERIC, true).or_else(|| find(&en::KIN, true)).or_else(|| find(&en::ROLES, true))
}

pub(crate) fn is_title(word: &str) -> bool {
    en::TITLES.iter().any(|(_, _, titles)| titles.contains(&word))
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
pub(crate) fn cast_of(told: &[String], quoted: &[String], known: &[Character]) -> Cast {
    let mut cast = crate::text::prose::known_cast(known);
    let mut found: BTreeMap<String, Uses> = BTreeMap::new();
    for (text, told) in told.iter().map(|text| (text, true)).chain(quoted.iter().map(|text| (text, false))) {
        for sentence in text.split(['\n', '!', '?', ';', '—']) {
            count(sentence, told, &mut found);
        }
    }
    let lower: Vec<String> = told
        .iter()
        .chain(quoted)
        .flat_map(|text| text.split_whitespace())
        .map(|word| bare(word).0.to_owned())
        .collect();
    for (name, uses) in &found {
        if is_person(name, uses, &found, &lower) {
            add(&mut cast, name, uses);
        }
    }
    people_by_gender(&mut cast);
    merge(&mut cast);
    add_roles(told, &mut cast);
    super::introductions::merge(told, &mut cast);
    super::hints::vote_by_pronoun(told, &mut cast);
    rank(told, quoted, &mut cast, known.len());
    cast
}

/// Whether a run of words with capitals is used like a person's name.
fn is_person(name: &str, uses: &Uses, found: &BTreeMap<String, Uses>, words: &[String]) -> bool {
    let first = name.split(' ').next().unwrap_or(name);
    let known = en::FEMALE_NAMES.contains(&first) || en::MALE_NAMES.contains(&first);
    let single = !name.contains(' ');
    let begins = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    // Margarethe and Margarethe Voss vouch for each other.
    let part = found.iter().any(|(other, more)| {
        other != name
            && uses.told + more.told + more.inside >= 1
            && (begins(other, name) || begins(name, other))
    });
    let with_title =
        |other: &String| other.split_once(' ').is_some_and(|(title, rest)| is_title(title) && rest == name);
    let titled = uses.titled || (single && found.keys().any(with_title));
    let acts =
        uses.acts >= 2 || (uses.acts >= 1 && uses.count >= 2) || (known && uses.inside + uses.acts >= 1);
    let alive = titled || uses.speaks >= 1 || acts || (part && uses.place == 0);
    let place = uses.place * 2 > uses.count && !known && uses.speaks == 0 && !uses.titled;
    let met = part || known || uses.titled || uses.told + uses.inside >= 1;
    let small = name.to_lowercase();
    let common = single && !known && words.contains(&small);
    alive && met && !place && !common
}

/// Adds a name; one that is a word for kin stays a description.
fn add(cast: &mut Cast, name: &str, uses: &Uses) {
    let at = cast.find_or_add(name);
    let person = &mut cast.people[at];
    person.established |= uses.acts >= 2 && uses.count >= 3;
    if let Some(kind) = kinds(&name.to_lowercase()) {
        (person.role, person.generic) = (true, true);
        person.add_name(&name.to_lowercase());
        person.age = Some(kind.age);
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
            en::PLACE_PREPOSITIONS.contains(&prior.as_str()) || matches!(prior.as_str(), "the" | "a" | "an"),
        );
        let last = words[end - 1];
        let next = words.get(end).map(|word| bare(word).0.to_lowercase()).unwrap_or_default();
        let open = !last.ends_with([',', '.', '!', '?', ':', ';']);
        let says = |word: &str| en::SPEECH.contains(&word);
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
        let name = is_capital(core) && !en::NOT_NAMES.contains(&core);
        if !(name
            || title
                && words
                    .get(end + 1)
                    .is_some_and(|next| is_capital(bare(next).0) && !en::NOT_NAMES.contains(&bare(next).0)))
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
    en::IRREGULAR.contains(&word)
        || (word.len() > 3 && word.ends_with("ed"))
        || (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"))
}

pub(crate) fn people_by_gender(cast: &mut Cast) {
    for person in &mut cast.people {
        for name in person.names.clone() {
            let mut words = name.split(' ');
            let first = words.next().unwrap_or("");
            if let Some((gender, age)) = kind_in(&en::TITLES, first) {
                person.vote(gender, 4);
                person.age = person.age.or((age != Age::Adult).then_some(age));
            }
            for word in name.split(' ') {
                person.vote(Gender::Female, u32::from(en::FEMALE_NAMES.contains(&word)) * 2);
                person.vote(Gender::Male, u32::from(en::MALE_NAMES.contains(&word)) * 2);
            }
            if let Some(kind) = kinds(&first.to_lowercase()).filter(|_| !name.contains(' ')) {
                person.vote(kind.gender, 4);
                person.age = person.age.or(Some(kind.age));
            }
        }
    }
}

/// Tom, Tom Baker and Mr. Baker; Old Silas and Silas; a titled surname goes to whom its title fits. Three rounds:
/// names that differ by a title, first names, surnames.
fn merge(cast: &mut Cast) {
    for round in [Short::Title, Short::First, Short::Last] {
        for at in 0..cast.people.len() {
            let mut meant = (0..cast.people.len())
                .filter(|&other| other != at && short_of(&cast.people[at], &cast.people[other], round));
            if let (Some(only), None) = (meant.next(), meant.next()) {
                cast.merge(only, at);
            }
        }
    }
}

/// In which way a name is short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Short {
    Title,
    First,
    Last,
}

/// Whether a name of the one person is a short form of a name of the other.
fn short_of(person: &Person, other: &Person, round: Short) -> bool {
    let (one, two) = (person.gender(), other.gender());
    let agree = one == two || one == Gender::Unknown || two == Gender::Unknown;
    let strip = |text: &str| -> Vec<String> {
        text.split(' ').filter(|word| !is_title(word)).map(str::to_owned).collect()
    };
    person.names.iter().any(|name| {
        other.names.iter().any(|full| {
            let (short, long) = (strip(name), strip(full));
            if short.is_empty() || long.is_empty() {
                return false;
            }
            let longer = long.len() > short.len();
            match round {
                Short::Title => short == long && agree && name.split(' ').count() >= full.split(' ').count(),
                Short::First => longer && long[..short.len()] == short && agree,
                Short::Last => longer && long[long.len() - short.len()..] == short && agree,
            }
        })
    })
}

/// Words for kin and roles that stand behind an article or a possessive.
fn add_roles(told: &[String], cast: &mut Cast) {
    for noun in told.iter().flat_map(|text| super::introductions::speaking_nouns(text)) {
        if cast.find(&noun).is_none() {
            cast.people.push(Person { role: true, generic: true, ..Person::named(&noun) });
        }
    }
    for text in told {
        let words: Vec<String> = text.split_whitespace().map(|word| bare(word).0.to_lowercase()).collect();
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
            let elder = |phrase: &str| text.to_lowercase().contains(phrase);
            let old = elder(&format!("old {word}"));
            let young = elder(&format!("young {word}")) || elder(&format!("little {word}"));
            let age = if old {
                Age::Elder
            } else if young {
                Age::Young
            } else {
                kind.age
            };
            let mut person =
                Person { role: true, generic: kind.generic, age: Some(age), ..Person::named(word) };
            person.vote(kind.gender, 4);
            cast.people.push(person);
        }
    }
}

/// The name to show first: the one used most in what is told, titles and full names after plain ones.
fn rank(told: &[String], quoted: &[String], cast: &mut Cast, fixed: usize) {
    for person in cast.people.iter_mut().skip(fixed) {
        let count =
            |texts: &[String], name: &str| texts.iter().map(|text| text.matches(name).count()).sum::<usize>();
        person.names.sort_by_key(|name| {
            let longer: usize = 0;
            let titled =
                name.split(' ').next().is_some_and(|first| matches!(first, "Old" | "Young" | "Little"));
            std::cmp::Reverse((usize::from(!titled), count(told, name) * 3 + count(quoted, name) + longer))
        });
    }
}
