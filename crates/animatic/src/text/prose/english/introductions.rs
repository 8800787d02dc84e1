//! Who is who: descriptions that the story ties to a name, and nouns that speak though no list knows them.

use super::{
    names::{bare, is_capital, is_title, kinds},
    subject::subject,
};
use crate::text::{cast::Cast, lexicon::en, prose::speech::Who};
use std::collections::{BTreeSet, HashMap, VecDeque};
use xinggen_domain::fuel::OutOfFuel;

fn lower(word: &str) -> String {
    bare(word).0.to_lowercase()
}

/// Whether words that begin with an article lead to a description of somebody: its place in the words.
fn described(words: &[&str]) -> Option<usize> {
    let first = lower(words.first()?);
    let article = matches!(first.as_str(), "the" | "a" | "an" | "her" | "his" | "my" | "their");
    let at = (1..words.len().min(5)).find(|&at| kinds(&lower(words[at])).is_some())?;
    article.then_some(at)
}

/// `a girl called Pim` and `the captain … Captain Lindqvist` tie a description to a name; so does
/// `said the steward. He was a man named Okafor`.
pub(super) fn merge(told: &[String], cast: &mut Cast) -> Result<(), OutOfFuel> {
    let mut same: Vec<(usize, usize)> = Vec::new();
    let (brought, names) = (brought(told, cast)?, Names::of(cast)?);
    for text in told {
        let mut last: Option<usize> = None;
        for sentence in cast.sentences(text) {
            let words: Vec<&str> = sentence.split_whitespace().collect();
            let mut about: Option<Option<Who>> = None;
            for start in 0..words.len() {
                cast.burn(1)?;
                let here = &words[start..];
                let Some(at) = described(here) else { continue };
                let role = cast.find(&lower(here[at]));
                let alone = || brought.get(&lower(here[at])).is_none_or(|times| *times <= 1);
                match (named(&here[at + 1..], cast, &names), role) {
                    (Some(name), Some(role)) if alone() => same.push((name, role)),
                    (Some(name), _) => {
                        let about = *about.get_or_insert_with(|| subject(sentence, cast));
                        let before = last.filter(|_| matches!(about, Some(Who::He | Who::She)));
                        same.extend(before.map(|last| (name, last)));
                    }
                    (None, role) => last = role,
                }
            }
        }
    }
    same.extend(by_title(cast)?);
    same.sort_unstable();
    same.dedup();
    let mut meant: HashMap<usize, usize> = HashMap::new();
    same.iter().for_each(|(_, role)| *meant.entry(*role).or_default() += 1);
    for &(name, role) in &same {
        let one = meant[&role] == 1;
        if one && name != role && cast.people[role].role && !cast.people[name].role {
            cast.merge(name, role);
        }
    }
    Ok(())
}

/// How many names with the same beginning are looked through.
const MOST_NAMESAKES: usize = 64;

/// All names in order, with the person who has each.
struct Names(Vec<(String, usize)>);

impl Names {
    fn of(cast: &Cast) -> Result<Self, OutOfFuel> {
        let mut names = Vec::new();
        for (at, person) in cast.people.iter().enumerate() {
            cast.burn(person.names.len())?;
            names.extend(person.names.iter().map(|name| (name.clone(), at)));
        }
        names.sort_unstable();
        Ok(Self(names))
    }

    /// The first person with a name that begins so.
    fn beginning(&self, start: &str) -> Option<usize> {
        let from = self.0.partition_point(|(name, _)| name.as_str() < start);
        let fitting = self.0[from..].iter().take_while(|(name, _)| name.starts_with(start));
        fitting.take(MOST_NAMESAKES).map(|(_, person)| *person).min()
    }
}

/// The person behind `called` or `named`.
fn named(words: &[&str], cast: &Cast, names: &Names) -> Option<usize> {
    let lead = words.iter().take(3).position(|word| matches!(lower(word).as_str(), "called" | "named"))?;
    let name = words.get(lead + 1).map(|word| bare(word).0)?;
    let full = words.get(lead + 2).map(|word| format!("{name} {}", bare(word).0));
    full.and_then(|full| cast.find(&full))
        .or_else(|| cast.find(name))
        .or_else(|| is_capital(name).then(|| names.beginning(name)).flatten())
}

/// How often the story brings in each word (`a captain`, `another captain`).
fn brought(told: &[String], cast: &Cast) -> Result<HashMap<String, usize>, OutOfFuel> {
    let mut brought: HashMap<String, usize> = HashMap::new();
    // Articles among the last four words.
    let mut articles: VecDeque<bool> = VecDeque::new();
    for text in told {
        cast.burn(text.len())?;
        for word in text.split_whitespace().map(lower) {
            let article = matches!(word.as_str(), "a" | "an" | "another");
            if articles.contains(&true) {
                *brought.entry(word).or_default() += 1;
            }
            articles.push_back(article);
            if articles.len() > 4 {
                articles.pop_front();
            }
        }
    }
    Ok(brought)
}

/// `captain` is Captain Lindqvist when nobody else has the title.
fn by_title(cast: &Cast) -> Result<Vec<(usize, usize)>, OutOfFuel> {
    // By title, the first two people whose name begins with it.
    let mut titled: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, person) in cast.people.iter().enumerate() {
        cast.burn(person.names.len())?;
        for (first, _) in person.names.iter().filter_map(|name| name.split_once(' ')) {
            if is_title(first) {
                let people = titled.entry(first.trim_end_matches('.').to_lowercase()).or_default();
                if people.len() < 2 && people.last() != Some(&at) {
                    people.push(at);
                }
            }
        }
    }
    let mut found = Vec::new();
    for (role, person) in cast.people.iter().enumerate().filter(|(_, person)| person.role) {
        cast.burn(person.names.len())?;
        let doctor = person.names.iter().any(|name| name == "doctor").then(|| "dr".to_owned());
        let titles = person.names.iter().map(|name| name.to_lowercase()).chain(doctor);
        let meant: BTreeSet<usize> =
            titles.filter_map(|title| titled.get(&title)).flatten().copied().collect();
        if let (1, Some(&name)) = (meant.len(), meant.first()) {
            found.push((name, role));
        }
    }
    Ok(found)
}

/// `said the lamplighter`: the noun behind an article behind a verb of speech.
pub(super) fn speaking_nouns(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        let article = words.get(at + 1).is_some_and(|word| lower(word) == "the");
        if !article || !en::SPEECH.contains(&lower(words[at])) || words[at].ends_with([',', '.', ';']) {
            continue;
        }
        // The noun ends the phrase: punctuation or a small word follows it.
        let small = |word: &str| {
            matches!(
                word,
                "to" | "in"
                    | "at"
                    | "with"
                    | "from"
                    | "and"
                    | "as"
                    | "on"
                    | "without"
                    | "who"
                    | "again"
                    | "behind"
                    | "of"
                    | "after"
                    | "when"
                    | "into"
            ) || word.ends_with("ly")
        };
        let end = (at + 2..words.len().min(at + 5)).find(|&end| {
            words[end].ends_with([',', '.', ';', ':', '!', '?'])
                || words.get(end + 1).is_none_or(|next| small(&lower(next)))
        });
        if let Some(noun) = end
            .map(|end| lower(words[end]))
            .filter(|noun| noun.len() > 2 && noun.chars().all(char::is_alphabetic))
            && !en::NOT_PEOPLE.contains(&noun)
        {
            found.push(noun);
        }
    }
    found
}
