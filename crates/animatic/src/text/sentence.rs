//! Sentences, and what becomes one utterance: at most 44 Chinese characters or 26 words, short neighbours joined.

mod cut;

use super::language::length;
use cut::cut;
use xinggen_domain::{fuel::Fuel, script::Language};

const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "St", "Prof", "Jr", "Sr", "vs", "etc", "No", "Capt", "Sgt", "Lt", "Col", "Gen",
    "Mt", "a.m", "p.m", "e.g", "i.e",
];

/// Whether a character ends a sentence (an English full stop only where a space follows).
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '.')
}

/// Whether a character closes a quotation or a bracket.
pub(crate) fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '"' | ')' | '）' | '》' | '】' | ']')
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | '、' | '—' | ',' | ';' | ':' | '…' | '–')
}

/// Whether there is anything to say in it.
pub(crate) fn is_spoken(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Letters, digits and characters only, lower case: what two texts are compared by.
#[cfg(test)]
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// More characters than an abbreviation has.
const LONGER_THAN_ABBREVIATIONS: usize = 6;

fn is_abbreviation(before: &str) -> bool {
    let edge = |c: char| c.is_whitespace() || matches!(c, '“' | '"' | '(');
    let start =
        before.char_indices().rev().take(LONGER_THAN_ABBREVIATIONS).take_while(|(_, c)| !edge(*c)).last();
    let word = start.map_or("", |(at, _)| &before[at..]);
    ABBREVIATIONS.contains(&word)
        || (word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase() && c != 'I'))
}

fn ends_here(text: &str, at: usize, c: char, next: Option<char>) -> bool {
    match c {
        '.' => {
            next.is_none_or(|n| n.is_whitespace() || closes(n) || super::language::is_han(n))
                && !is_abbreviation(&text[..at])
        }
        _ => ends_sentence(c) && next.is_none_or(|n| !ends_sentence(n) && !ends_clause(n)),
    }
}

/// The sentences of a text, trimmed, together every character but the space between them.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        if !(c == '\n' || ends_here(text, at, c, next)) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(_, n)) = chars.peek().filter(|&&(_, n)| closes(n)) {
            end += n.len_utf8();
            chars.next();
        }
        let mut lower = || {
            chars.peek().is_some_and(|&(_, n)| n == ',')
                || text[end..].trim_start().chars().next().is_some_and(char::is_lowercase)
        };
        let lower = c != '\n' && lower();
        if !lower {
            found.push(&text[start..end]);
            start = end;
        }
    }
    found.push(&text[start..]);
    found.into_iter().map(str::trim).filter(|sentence| is_spoken(sentence)).collect()
}

fn limits(language: Language) -> (usize, usize) {
    match language {
        Language::Chinese => (22, 44),
        Language::English => (14, 26),
    }
}

/// The utterances of one speech or one stretch of narration.
pub(crate) fn utterances(text: &str, language: Language, fuel: &Fuel) -> Vec<String> {
    let (joined, _) = limits(language);
    let mut lines: Vec<String> = Vec::new();
    fuel.spend(text.len());
    for sentence in sentences(text) {
        for part in cut(sentence, language, fuel).into_iter().filter(|part| is_spoken(part)) {
            fuel.spend(part.len() + lines.last().map_or(0, String::len));
            match lines.last_mut() {
                Some(last) if length(last, language) + length(&part, language) <= joined => {
                    join(last, &part, language)
                }
                _ => lines.push(part),
            }
        }
    }
    lines
}

/// Puts one text behind another.
pub(crate) fn join(last: &mut String, part: &str, language: Language) {
    if language == Language::English && !last.is_empty() {
        last.push(' ');
    }
    last.push_str(part);
}

/// The text as it stands in a subtitle: an end that waits for more becomes a full stop.
pub(crate) fn finished(text: &str, language: Language) -> String {
    let text = text.trim();
    let open = |c: char| matches!(c, '，' | ',' | '：' | ':' | '；' | ';' | '、');
    let bare = text.trim_end_matches(open);
    if bare.len() == text.len() || bare.is_empty() {
        return text.to_owned();
    }
    let stop = if language == Language::Chinese { '。' } else { '.' };
    if bare.ends_with(ends_sentence) { bare.to_owned() } else { format!("{bare}{stop}") }
}
