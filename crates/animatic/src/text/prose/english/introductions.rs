//! Who is who: descriptions that the story ties to a name, and nouns that speak though no list knows them.

use super::{
    names::{bare, is_capital, is_title, kinds},
    subject::subject,
};
use crate::text::{cast::Cast, lexicon::en, prose::speech::Who, sentence::sentences};

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
pub(super) fn merge(told: &[String], cast: &mut Cast) {
    let mut same: Vec<(usize, usize)> = Vec::new();
    for text in told {
        let mut last: Option<usize> = None;
        for sentence in sentences(text) {
            let words: Vec<&str> = sentence.split_whitespace().collect();
            for start in 0..words.len() {
                let here = &words[start..];
                let Some(at) = described(here) else { continue };
                let role = cast.find(&lower(here[at]));
                match (named(&here[at + 1..], cast), role) {
                    (Some(name), Some(role)) if alone(told, &lower(here[at])) => same.push((name, role)),
                    (Some(name), _) => same.extend(
                        last.filter(|_| matches!(subject(sentence, cast), Some(Who::He | Who::She)))
                            .map(|last| (name, last)),
                    ),
                    (None, role) => last = role,
                }
            }
        }
    }
    same.extend(by_title(cast));
    same.sort_unstable();
    same.dedup();
    for &(name, role) in &same {
        let one = same.iter().filter(|(_, other)| *other == role).count() == 1;
        if one && name != role && cast.people[role].role && !cast.people[name].role {
            cast.merge(name, role);
        }
    }
}

/// The person behind `called` or `named`.
fn named(words: &[&str], cast: &Cast) -> Option<usize> {
    let lead = words.iter().take(3).position(|word| matches!(lower(word).as_str(), "called" | "named"))?;
    let name = words.get(lead + 1).map(|word| bare(word).0)?;
    let full = words.get(lead + 2).map(|word| format!("{name} {}", bare(word).0));
    full.and_then(|full| cast.find(&full)).or_else(|| cast.find(name)).or_else(|| {
        is_capital(name)
            .then(|| {
                cast.people.iter().position(|person| person.names.iter().any(|known| known.starts_with(name)))
            })
            .flatten()
    })
}

/// Whether the story brings in only one of these.
fn alone(told: &[String], word: &str) -> bool {
    let all: Vec<String> = told.iter().flat_map(|text| text.split_whitespace()).map(lower).collect();
    let brought = (0..all.len()).filter(|&at| {
        all[at] == word
            && all[at.saturating_sub(4)..at]
                .iter()
                .any(|before| matches!(before.as_str(), "a" | "an" | "another"))
    });
    brought.count() <= 1
}

/// `captain` is Captain Lindqvist when nobody else has the title.
fn by_title(cast: &Cast) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (role, person) in cast.people.iter().enumerate().filter(|(_, person)| person.role) {
        let has = |name: &String| {
            name.split(' ').next().is_some_and(|first| {
                let title = first.trim_end_matches('.').to_lowercase();
                is_title(first)
                    && name.contains(' ')
                    && (person.names.iter().any(|known| known.to_lowercase() == title)
                        || title == "dr" && person.names.iter().any(|known| known == "doctor"))
            })
        };
        let mut meant = cast.people.iter().enumerate().filter(|(_, other)| other.names.iter().any(has));
        if let (Some((name, _)), None) = (meant.next(), meant.next()) {
            found.push((name, role));
        }
    }
    found
}

/// `said the lamplighter`: the noun behind an article behind a verb of speech.
pub(super) fn speaking_nouns(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        let article = words.get(at + 1).is_some_and(|word| lower(word) == "the");
        if !article
            || !en::SPEECH.contains(&lower(words[at]).as_str())
            || words[at].ends_with([',', '.', ';'])
        {
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
            && !en::NOT_PEOPLE.contains(&noun.as_str())
        {
            found.push(noun);
        }
    }
    found
}
