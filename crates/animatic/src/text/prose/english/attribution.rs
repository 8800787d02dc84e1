//! `said Tom`, `Tom said quietly`: who speaks, by a verb of speech.

use super::{names::bare, subject::person_at};
use crate::text::{cast::Cast, lexicon::en, prose::speech::Who};

fn word(text: &str) -> String {
    bare(text).0.to_lowercase()
}

fn says(words: &[&str]) -> usize {
    let two = words.iter().take(2).map(|text| word(text)).collect::<Vec<_>>().join(" ");
    if two.contains(' ') && en::SPEECH.contains(&two) {
        2
    } else {
        usize::from(words.first().is_some_and(|first| en::SPEECH.contains(&word(first))))
    }
}

/// An attribution at the start of some words: who, and how many words it takes.
pub(crate) fn at_start(words: &[&str], cast: &Cast) -> Option<(Who, usize)> {
    let verb = says(words);
    if verb > 0 {
        let (who, length) = person_at(&words[verb..], cast)?;
        return Some((who, verb + length));
    }
    let (who, length) = person_at(words, cast)?;
    if bare(words[length - 1]).1 {
        return None;
    }
    // Up to four words may stand between (`Tom, who had been silent, said` has a comma and is no attribution of its own).
    for skip in 0..=4 {
        let rest = words.get(length + skip..)?;
        let verb = says(rest);
        if verb > 0 {
            return Some((who, length + skip + verb));
        }
        let manner = rest.first().is_some_and(|next| {
            word(next).ends_with("ly") || en::MANNER.contains(&word(next)) || next.ends_with(',')
        });
        if !manner && skip >= 2 {
            return None;
        }
    }
    None
}

/// An attribution that ends the words (`Tom leaned over and said,`): who, and where it starts.
pub(crate) fn at_end(words: &[&str], cast: &Cast) -> Option<(Who, usize)> {
    let verb = (0..words.len()).rev().take(6).find(|&at| says(&words[at..]) > 0)?;
    for start in (0..verb).rev() {
        if let Some((who, length)) = person_at(&words[start..], cast)
            && start + length <= verb
            && !bare(words[start + length - 1]).1
            && !matches!(
                start.checked_sub(1).map(|at| word(words[at])).as_deref(),
                Some("to" | "at" | "with" | "of" | "for" | "toward" | "towards" | "behind" | "beside")
            )
        {
            return Some((who, start));
        }
    }
    None
}

fn is_manner(text: &str) -> bool {
    let word = word(text);
    (word.ends_with("ly") && word.len() > 3) || en::MANNER.contains(&word)
}

/// What is told behind a quotation, parted into the bare attribution at its start and what is narrated.
pub(crate) fn part_after<'a>(told: &'a str, cast: &Cast) -> (&'a str, &'a str) {
    // Something that is not spoken may stand before the first sentence.
    let first = cast.sentences(told).first().and_then(|first| Some(told.find(first)? + first.len()));
    let sentence = &told[..first.unwrap_or(told.len())];
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let Some((_, taken)) = at_start(&words, cast) else {
        return ("", told);
    };
    if words[taken..].iter().all(|text| is_manner(text) || person_at(&[text], cast).is_some())
        && words[..taken].len() <= 10
    {
        (sentence.trim().trim_end_matches([',', '.', ':']), told[sentence.len()..].trim_start())
    } else {
        ("", told)
    }
}

/// What is told before a quotation, parted into what is narrated and the bare attribution at its end.
pub(crate) fn part_before<'a>(told: &'a str, cast: &Cast) -> (&'a str, &'a str) {
    let all = cast.sentences(told);
    let Some(last) = all.last().copied().filter(|last| last.ends_with([',', ':'])) else {
        return (told, "");
    };
    let words: Vec<&str> = last.split_whitespace().collect();
    match at_start(&words, cast) {
        Some((_, taken))
            if words[taken..].iter().all(|text| is_manner(text) || person_at(&[text], cast).is_some()) =>
        {
            (told[..told.rfind(last).unwrap_or(told.len())].trim_end(), last.trim_end_matches([',', ':']))
        }
        _ => (told, ""),
    }
}

/// What is narrated between quotations as a sentence of its own: with a capital and a full stop.
pub(crate) fn as_sentence(text: &str) -> String {
    let text = text.trim().trim_start_matches([',', '.', ';']).trim_start();
    let text = crate::text::sentence::finished(text, xinggen_domain::script::Language::English);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text,
    }
}
