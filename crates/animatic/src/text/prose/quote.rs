//! Quotations in a paragraph: which words are told and which are spoken.

use crate::text::language::is_han;
use crate::text::sentence::{ends_sentence, is_spoken};

/// A stretch of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    Told(String),
    /// The words between the marks; `open` when the paragraph ends without the closing mark.
    Quoted {
        text: String,
        open: bool,
    },
}

const PAIRS: [(char, char); 5] = [('“', '”'), ('「', '」'), ('『', '』'), ('‘', '’'), ('"', '"')];

/// Splits a paragraph at its quotation marks. Quotes that are only part of a sentence (a word under discussion, a
/// sign, a name) stay in what is told.
pub(crate) fn segments(paragraph: &str) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    let mut told = String::new();
    let mut rest = paragraph;
    while let Some((at, pair)) = opening(rest) {
        told.push_str(&rest[..at]);
        let inner = &rest[at + pair.0.len_utf8()..];
        let (text, after, open) = match closing(inner, pair) {
            Some(end) => (&inner[..end], &inner[end + pair.1.len_utf8()..], false),
            None => (inner, "", true),
        };
        if is_speech(&told, text, after) {
            push_told(&mut found, &mut told);
            found.push(Segment::Quoted { text: text.trim().to_owned(), open });
        } else {
            told.push(pair.0);
            told.push_str(text);
            if !open {
                told.push(pair.1);
            }
        }
        rest = after;
    }
    told.push_str(rest);
    push_told(&mut found, &mut told);
    found
}

fn push_told(found: &mut Vec<Segment>, told: &mut String) {
    let text = std::mem::take(told);
    if is_spoken(&text) {
        found.push(Segment::Told(text.trim().to_owned()));
    }
}

/// The first opening mark; an apostrophe is none.
fn opening(text: &str) -> Option<(usize, (char, char))> {
    text.char_indices().find_map(|(at, c)| {
        let pair = PAIRS.into_iter().find(|pair| pair.0 == c)?;
        let before = text[..at].chars().next_back();
        let inside_word = c == '‘' && before.is_some_and(|b| b.is_ascii_alphanumeric());
        (!inside_word).then_some((at, pair))
    })
}

/// Where the quote ends; the same marks may be nested, and an apostrophe does not close.
fn closing(text: &str, pair: (char, char)) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        if c == pair.0 && pair.0 != pair.1 {
            depth += 1;
        } else if c == pair.1 {
            let next = text[at + c.len_utf8()..].chars().next();
            let apostrophe = c == '’' && next.is_some_and(|n| n.is_ascii_alphanumeric());
            if apostrophe {
                continue;
            }
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        }
    }
    None
}

/// Whether a quotation is speech, from what stands around it.
fn is_speech(before: &str, text: &str, after: &str) -> bool {
    if !is_spoken(text) && !text.contains(['…', '！', '？', '!', '?']) {
        return false;
    }
    let before = before.trim_end();
    let follows = after.chars().next();
    let glued = follows
        .is_some_and(|c| matches!(c, '的' | '二' | '两' | '三' | '几' | '这' | '那' | '字' | '一'))
        || after.starts_with("之")
        || after.starts_with("四个字");
    if glued && !before.is_empty() && !before.ends_with(['：', ':', '。', '！', '？']) {
        return false;
    }
    let last = text.trim_end().chars().next_back().unwrap_or(' ');
    let finished = ends_sentence(last) || matches!(last, '，' | ',' | '—' | '~' | '～' | '-' | '；' | '–');
    let fresh = before.is_empty()
        || before.ends_with(|c: char| {
            ends_sentence(c) || matches!(c, '：' | ':' | '，' | ',' | '—' | '”' | '」' | '"')
        });
    if text.chars().any(is_han) {
        // After a colon or as a whole paragraph even words without a stop are spoken.
        return (fresh
            && (finished
                || before.ends_with(['：', ':'])
                || (before.is_empty() && follows.is_none_or(|c| !is_han(c)))))
            || (finished && ends_sentence(last) && text.chars().count() > 3);
    }
    fresh && (finished || before.is_empty() || before.ends_with([':', ',']))
}
