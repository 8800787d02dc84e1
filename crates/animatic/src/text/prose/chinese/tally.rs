//! Counts how strings that may be names are used in a story.

use super::clause::{clauses, speech_verb};
use crate::text::{language::is_han, lexicon::zh, segmenter};
use std::collections::BTreeMap;

/// How a string is used.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Uses {
    /// All occurrences.
    pub(crate) count: usize,
    /// Occurrences that are a word of the segmenter; those it takes for a person.
    pub(crate) word: usize,
    pub(crate) person: usize,
    /// At the start of a told clause; those before a verb or an adverb.
    pub(crate) starts: usize,
    pub(crate) acts: usize,
    /// Before a verb of speech in the same clause.
    pub(crate) said: usize,
    /// Called by that name in a quotation.
    pub(crate) called: usize,
}

/// A clause of the story, segmented.
pub(crate) struct Clause {
    pub(crate) chars: Vec<char>,
    /// First and last character of each word, and its part of speech.
    words: Vec<(usize, usize, String)>,
    /// Where the subject would start.
    subject: usize,
    told: bool,
    says: Option<usize>,
}

/// Segments the clauses of what is told and what is quoted.
pub(crate) fn segmented(told: &[String], quoted: &[String]) -> Vec<Clause> {
    let told = told.iter().flat_map(|text| clauses(text)).map(|clause| (clause, true));
    let quoted = quoted.iter().flat_map(|text| clauses(text)).map(|clause| (clause, false));
    told.chain(quoted).map(|(text, told)| clause(text, told)).collect()
}

fn clause(text: &str, told: bool) -> Clause {
    let words: Vec<_> = segmenter::words(text)
        .iter()
        .map(|word| (word.start, word.end, word.tag.to_owned(), word.word.to_owned()))
        .collect();
    let lead = words.iter().take_while(|(_, _, tag, word)| {
        matches!(tag.as_str(), "t" | "tg" | "d" | "c" | "f" | "y" | "e" | "x")
            || zh::LEAD.contains(&word.as_str())
    });
    let subject = lead.last().map_or(0, |word| word.1);
    let says = speech_verb(text).map(|(at, _)| text[..at].chars().count());
    Clause {
        chars: text.chars().collect(),
        words: words.into_iter().map(|(start, end, tag, _)| (start, end, tag)).collect(),
        subject,
        told,
        says,
    }
}

impl Clause {
    /// Adds one occurrence of the characters from `start` to `end`.
    fn count(&self, start: usize, end: usize, uses: &mut Uses) {
        uses.count += 1;
        if let Some(word) = self.words.iter().find(|word| (word.0, word.1) == (start, end)) {
            uses.word += 1;
            uses.person += usize::from(word.2.starts_with("nr"));
        }
        if !self.told {
            let alone = start == 0 && (end == self.chars.len() || end + 1 == self.chars.len());
            uses.called += usize::from(alone);
            return;
        }
        // A name may have a verb of speech in it (顾念), so only what follows it counts.
        let rest: String = self.chars[end..].iter().collect();
        uses.said += usize::from(speech_verb(&rest).is_some_and(|(at, _)| rest[..at].chars().count() <= 12));
        if start == self.subject || start == 0 {
            uses.starts += 1;
            let next = self.words.iter().find(|word| word.0 >= end).map(|word| word.2.as_str());
            uses.acts += usize::from(
                next.is_some_and(|tag| tag.starts_with(['v', 'd', 'a', 'p', 'z', 'i', 'l', 'r'])),
            );
        }
    }

    /// Whether no word of the segmenter runs over this boundary.
    pub(crate) fn boundary(&self, at: usize) -> bool {
        self.words.iter().all(|word| at <= word.0 || at >= word.1)
    }

    pub(crate) fn text(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }

    pub(crate) fn subject(&self) -> Option<usize> {
        self.told.then_some(self.subject)
    }
}

/// The uses of every string that `pick` names by first and last character in each clause.
pub(crate) fn tally(
    story: &[Clause],
    pick: impl Fn(&Clause) -> Vec<(usize, usize)>,
) -> BTreeMap<String, Uses> {
    let mut found: BTreeMap<String, Uses> = BTreeMap::new();
    for clause in story {
        for (start, end) in pick(clause) {
            clause.count(start, end, found.entry(clause.text(start, end)).or_default());
        }
    }
    found
}

/// Whether characters could be a given name.
pub(crate) fn could_be_given(chars: &[char]) -> bool {
    !chars.is_empty() && chars.iter().all(|&c| is_han(c) && !zh::NEVER_IN_NAMES.contains(c))
}

impl Clause {
    /// The words that the segmenter takes for people.
    pub(crate) fn people(&self) -> impl Iterator<Item = (usize, usize)> {
        self.words.iter().filter(|word| word.2.starts_with("nr")).map(|word| (word.0, word.1))
    }
}

impl Clause {
    /// The noun that is the subject of a verb of speech with nothing but manners between.
    pub(crate) fn speaking_noun(&self) -> Option<String> {
        let says = self.says.filter(|_| self.told)?;
        let at = self.words.iter().position(|word| word.0 >= self.subject)?;
        let noun =
            self.words.get(at).filter(|word| word.2 == "n" && word.1 - word.0 >= 2 && word.1 <= says)?;
        let between = self.words[at + 1..].iter().take_while(|word| word.0 < says);
        let manner = between.into_iter().all(|word| word.2.starts_with(['d', 'a', 'z', 'u']));
        manner.then(|| self.text(noun.0, noun.1))
    }
}
