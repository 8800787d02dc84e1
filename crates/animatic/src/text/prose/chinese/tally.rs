//! Counts how strings that may be names are used in a story.

use super::clause::{clauses, speech_verb, speech_verb_within};
use crate::text::{language::is_han, lexicon::zh, segmenter};
use std::collections::BTreeMap;
use xinggen_domain::fuel::{Fuel, OutOfFuel};

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

/// How many characters may stand between a name and the verb of speech that makes its bearer speak.
const NEAR: usize = 12;
/// More characters than a verb of speech, or a word that hides one, has.
const LONGEST_VERB: usize = 8;

/// A clause of the story, segmented.
pub(crate) struct Clause {
    text: String,
    pub(crate) chars: Vec<char>,
    /// Where each character stands in the text, in bytes, and where the text ends.
    bytes: Vec<usize>,
    /// First and last character of each word, and its part of speech.
    words: Vec<(usize, usize, String)>,
    /// By character: whether a word of the segmenter runs over the boundary before it.
    inside: Vec<bool>,
    /// Where the subject would start.
    subject: usize,
    told: bool,
    says: Option<usize>,
}

/// Segments the clauses of what is told and what is quoted.
pub(crate) fn segmented(told: &[String], quoted: &[String], fuel: &Fuel) -> Result<Vec<Clause>, OutOfFuel> {
    let told = told.iter().flat_map(|text| clauses(text)).map(|clause| (clause, true));
    let quoted = quoted.iter().flat_map(|text| clauses(text)).map(|clause| (clause, false));
    let mut found = Vec::new();
    for (text, told) in told.chain(quoted) {
        fuel.burn(4 * text.len())?;
        found.push(clause(text, told));
    }
    Ok(found)
}

fn clause(text: &str, told: bool) -> Clause {
    let words = segmenter::words(text);
    let lead = words.iter().take_while(|word| {
        matches!(word.tag, "t" | "tg" | "d" | "c" | "f" | "y" | "e" | "x") || zh::LEAD.contains(word.word)
    });
    let subject = lead.last().map_or(0, |word| word.end);
    let says = speech_verb(text).map(|(at, _)| text[..at].chars().count());
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut inside = vec![false; bytes.len()];
    for word in words.iter().filter(|word| word.end > word.start + 1) {
        inside[word.start + 1..word.end].fill(true);
    }
    Clause {
        text: text.to_owned(),
        chars: text.chars().collect(),
        bytes,
        words: words.iter().map(|word| (word.start, word.end, word.tag.to_owned())).collect(),
        inside,
        subject,
        told,
        says,
    }
}

impl Clause {
    /// Adds one occurrence of the characters from `start` to `end`.
    fn count(&self, start: usize, end: usize, uses: &mut Uses) {
        uses.count += 1;
        let at = self.words.partition_point(|word| word.0 < start);
        if let Some(word) = self.words.get(at).filter(|word| (word.0, word.1) == (start, end)) {
            uses.word += 1;
            uses.person += usize::from(word.2.starts_with("nr"));
        }
        if !self.told {
            let alone = start == 0 && (end == self.chars.len() || end + 1 == self.chars.len());
            uses.called += usize::from(alone);
            return;
        }
        uses.said += usize::from(self.says_behind(end));
        if start == self.subject || start == 0 {
            uses.starts += 1;
            let next = self.words.get(self.words.partition_point(|word| word.0 < end));
            uses.acts += usize::from(
                next.is_some_and(|word| word.2.starts_with(['v', 'd', 'a', 'p', 'z', 'i', 'l', 'r'])),
            );
        }
    }

    /// Whether a verb of speech stands near behind a name. A name may have one in it (顾念), so only what follows it
    /// counts.
    fn says_behind(&self, end: usize) -> bool {
        let last = (end + NEAR + LONGEST_VERB).min(self.chars.len());
        let near = &self.text[self.bytes[end]..self.bytes[last]];
        let found = speech_verb_within(near, self.chars.len() - last);
        found.is_some_and(|(at, _)| near[..at].chars().count() <= NEAR)
    }

    /// Whether no word of the segmenter runs over this boundary.
    pub(crate) fn boundary(&self, at: usize) -> bool {
        !self.inside[at]
    }

    pub(crate) fn text(&self, start: usize, end: usize) -> &str {
        &self.text[self.bytes[start]..self.bytes[end]]
    }

    pub(crate) fn subject(&self) -> Option<usize> {
        self.told.then_some(self.subject)
    }
}

/// The uses of every string that `pick` names by first and last character in each clause.
pub(crate) fn tally(
    story: &[Clause],
    fuel: &Fuel,
    pick: impl Fn(&Clause) -> Vec<(usize, usize)>,
) -> Result<BTreeMap<String, Uses>, OutOfFuel> {
    let mut found: BTreeMap<String, Uses> = BTreeMap::new();
    for clause in story {
        fuel.burn(1 + clause.chars.len())?;
        for (start, end) in pick(clause) {
            fuel.burn(NEAR + LONGEST_VERB)?;
            let name = clause.text(start, end);
            match found.get_mut(name) {
                Some(uses) => clause.count(start, end, uses),
                None => clause.count(start, end, found.entry(name.to_owned()).or_default()),
            }
        }
    }
    Ok(found)
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
    pub(crate) fn speaking_noun(&self) -> Option<&str> {
        let says = self.says.filter(|_| self.told)?;
        let at = self.words.iter().position(|word| word.0 >= self.subject)?;
        let noun =
            self.words.get(at).filter(|word| word.2 == "n" && word.1 - word.0 >= 2 && word.1 <= says)?;
        let between = self.words[at + 1..].iter().take_while(|word| word.0 < says);
        let manner = between.into_iter().all(|word| word.2.starts_with(['d', 'a', 'z', 'u']));
        manner.then(|| self.text(noun.0, noun.1))
    }
}
