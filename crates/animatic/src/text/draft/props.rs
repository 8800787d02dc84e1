//! The things that matter to a story: those that are named most.

use crate::text::{lexicon::props, segmenter};
use std::collections::BTreeSet;
use xinggen_domain::{
    fuel::{Fuel, OutOfFuel},
    script::{Language, PropDraft},
};

const MOST_PROPS: usize = 3;
const LEAST_MENTIONS: usize = 3;

/// The things that are named most, at least three times.
pub(super) fn of(source: &str, language: Language, fuel: &Fuel) -> Result<Vec<PropDraft>, OutOfFuel> {
    let (words, mut rest) = match language {
        Language::Chinese => (&props::ZH, source.to_owned()),
        Language::English => (&props::EN, source.to_lowercase()),
    };
    let mut counted: Vec<(usize, usize, &str)> = Vec::new();
    // Only words that are there at all are counted, and only those take a pass of their own.
    let present: BTreeSet<usize> = words.finder().hits(&rest).map(|hit| hit.word).collect();
    let mut segments = Segments::default();
    for word in present.into_iter().map(|word| words[word]) {
        fuel.burn(rest.len())?;
        let edge = |c: Option<char>| language == Language::Chinese || c.is_none_or(|c| !c.is_alphanumeric());
        let whole = |at: &usize| {
            edge(rest[..*at].chars().next_back())
                && edge(rest[at + word.len()..].chars().next().filter(|c| *c != 's'))
        };
        let single = language == Language::Chinese && word.chars().count() == 1;
        let mut hits: Vec<usize> = rest.match_indices(word).map(|(at, _)| at).filter(whole).collect();
        if single {
            segments.fill(&rest, fuel)?;
            hits.retain(|at| segments.has(*at, word));
        } else {
            let blank = rest.replace(word, &"□".repeat(word.chars().count()));
            segments.forget(blank != rest);
            rest = blank;
        }
        if let (Some(first), true) = (hits.first(), hits.len() >= LEAST_MENTIONS) {
            counted.push((hits.len(), *first, word));
        }
    }
    counted.sort_by_key(|&(count, first, _)| (std::cmp::Reverse(count), first));
    Ok(counted
        .iter()
        .filter(|(_, _, word)| !counted.iter().any(|(_, _, other)| other != word && other.ends_with(word)))
        .take(MOST_PROPS)
        .map(|(_, _, word)| PropDraft { name: (*word).to_owned(), description: String::new() })
        .collect())
}

/// The words of one character that the segmenter finds in a text.
#[derive(Default)]
struct Segments {
    filled: bool,
    words: BTreeSet<(usize, char)>,
}

impl Segments {
    fn fill(&mut self, text: &str, fuel: &Fuel) -> Result<(), OutOfFuel> {
        if self.filled {
            return Ok(());
        }
        let stop = |c: char| matches!(c, '，' | '。' | '！' | '？' | '“' | '”' | '\n');
        self.words.clear();
        let mut start = 0;
        for part in text.split_inclusive(stop) {
            fuel.burn(part.len())?;
            let clause = part.strip_suffix(stop).unwrap_or(part);
            let single = segmenter::words(clause).into_iter().filter_map(|tag| {
                let mut chars = tag.word.chars();
                chars.next().filter(|_| chars.next().is_none()).map(|c| (start + tag.byte_start, c))
            });
            self.words.extend(single);
            start += part.len();
        }
        self.filled = true;
        Ok(())
    }

    /// Throws the words away when the text has changed.
    fn forget(&mut self, changed: bool) {
        self.filled &= !changed;
    }

    /// Whether a word of one character stands there.
    fn has(&self, at: usize, word: &str) -> bool {
        word.chars().next().is_some_and(|c| self.words.contains(&(at, c)))
    }
}
