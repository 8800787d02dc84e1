//! Cuts sentences that are too long to be one utterance.

use super::{closes, ends_clause, ends_sentence, limits};
use crate::text::language::{is_han, length};
use xinggen_domain::{fuel::Fuel, script::Language};

/// Cuts one sentence that is too long behind clauses, or where nothing else helps between words, into parts of
/// about the same length.
pub(super) fn cut(sentence: &str, language: Language, fuel: &Fuel) -> Vec<String> {
    let (_, most) = limits(language);
    fuel.spend(sentence.len());
    if length(sentence, language) <= most {
        return vec![sentence.to_owned()];
    }
    let measured = Measured::of(sentence, language);
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some(end) = measured.best_break(start, most, fuel) {
        parts.push(measured.text(start, end).trim().to_owned());
        start = end + measured.chars[end..].iter().take_while(|(_, c)| c.is_whitespace()).count();
    }
    parts.push(measured.text(start, measured.chars.len()).to_owned());
    parts
}

/// A sentence of which the length of any part is known without going over it again.
struct Measured<'a> {
    sentence: &'a str,
    language: Language,
    chars: Vec<(usize, char)>,
    /// By character: how many Chinese characters and how many words begin before it, and whether it may go on with
    /// the word before it.
    before: Vec<(u32, u32, bool)>,
    /// The last character that counts.
    last: usize,
}

impl<'a> Measured<'a> {
    fn of(sentence: &'a str, language: Language) -> Self {
        let chars: Vec<(usize, char)> = sentence.char_indices().collect();
        let mut before = Vec::with_capacity(chars.len() + 1);
        let (mut han, mut words, mut inside, mut last) = (0, 0, false, 0);
        for (at, &(_, c)) in chars.iter().enumerate() {
            before.push((han, words, inside));
            if is_han(c) {
                (han, inside, last) = (han + 1, false, at);
            } else if c.is_alphanumeric() {
                (words, inside, last) = (words + u32::from(!inside), true, at);
            } else if !is_apostrophe(c) {
                inside = false;
            }
        }
        before.push((han, words, inside));
        Self { sentence, language, chars, before, last }
    }

    fn text(&self, start: usize, end: usize) -> &'a str {
        let at = |index: usize| self.chars.get(index).map_or(self.sentence.len(), |(at, _)| *at);
        &self.sentence[at(start)..at(end)]
    }

    /// Where a word that began before `start` goes on behind it: there it counts as a word of its own.
    fn rest_of_word(&self, start: usize) -> usize {
        let apostrophes = self.chars[start..].iter().take_while(|(_, c)| is_apostrophe(*c)).count();
        let next = self.chars.get(start + apostrophes);
        let goes_on = self.before[start].2 && next.is_some_and(|(_, c)| !is_han(*c) && c.is_alphanumeric());
        if goes_on { start + apostrophes } else { usize::MAX }
    }

    fn length(&self, start: usize, end: usize, rest: usize) -> usize {
        let (one, two) = (self.before[start], self.before[end]);
        let (han, words) = ((two.0 - one.0) as usize, (two.1 - one.1) as usize + usize::from(rest < end));
        match self.language {
            Language::Chinese => han + 2 * words,
            Language::English => words + han,
        }
    }

    /// The best place to end a part that begins at `start`; nothing when what is left needs no end or has none.
    fn best_break(&self, start: usize, most: usize, fuel: &Fuel) -> Option<usize> {
        let rest = self.rest_of_word(start);
        let total = self.length(start, self.chars.len(), rest);
        if total <= most {
            return None;
        }
        let aim = total.div_ceil(total.div_ceil(most));
        let mut best: Option<(usize, (usize, usize))> = None;
        let mut turns = 0;
        for end in start + 1..=self.last {
            turns += 1;
            let head = self.length(start, end, rest);
            if head > most {
                break;
            }
            let rank = break_rank(self.chars[end - 1].1, self.chars[end].1, self.language);
            let Some(rank) = rank.filter(|_| head > 0) else { continue };
            let badness = (rank, head.abs_diff(aim));
            if best.is_none_or(|(_, least)| badness < least) {
                best = Some((end, badness));
            }
        }
        fuel.spend(turns);
        best.map(|(end, _)| end)
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '-')
}

/// How good a break between these two characters is; lower is better.
fn break_rank(c: char, next: char, language: Language) -> Option<usize> {
    if ends_clause(next) || ends_sentence(next) || closes(next) {
        return None;
    }
    if ends_clause(c) && (c.len_utf8() > 1 || next.is_whitespace()) {
        return Some(0);
    }
    match language {
        Language::English if c.is_whitespace() => Some(1),
        Language::Chinese if !c.is_ascii_alphanumeric() || !next.is_ascii_alphanumeric() => Some(2),
        _ => None,
    }
}
