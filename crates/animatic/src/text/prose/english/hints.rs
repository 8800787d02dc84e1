//! Hints at who says a quotation, from the words around it.

use super::{
    attribution::{at_end, at_start},
    names::bare,
    subject::subject,
};
use crate::text::{
    cast::Cast,
    lexicon::en,
    prose::{
        Findings,
        quote::Segment,
        speech::{Hint, Speech, Strength, Who},
    },
};
use std::collections::HashMap;
use xinggen_domain::{character::Gender, fuel::OutOfFuel};

fn push(speech: &mut Speech, who: Option<Who>, strength: Strength) {
    speech.hints.extend(who.map(|who| Hint { who, strength }));
}

/// A quotation with the hints of its own paragraph.
pub(crate) fn of_quotation(text: &str, own: &[Segment], place: usize, cast: &Cast) -> Speech {
    let mut speech =
        Speech { text: text.to_owned(), asks: text.trim_end().ends_with('?'), ..Speech::default() };
    let lower = text.to_lowercase().replace('’', "'");
    speech.asks_name =
        ["who are you", "what's your name", "what is your name", "who is it", "who's there", "and you are"]
            .iter()
            .any(|ask| lower.contains(ask));
    names_in(&mut speech, cast);
    if let Some(Segment::Told(before)) = place.checked_sub(1).map(|at| &own[at]) {
        from_before(&mut speech, before, cast);
    }
    if let Some(Segment::Told(after)) = own.get(place + 1) {
        from_after(&mut speech, after, cast);
    }
    speech
}

/// No more characters than this before a name tell whose it is.
const LONGEST_LEAD: usize = 16;

/// Who is called by name, who is only named, and whose own name it is.
fn names_in(speech: &mut Speech, cast: &Cast) {
    let text = speech.text.clone();
    cast.spend(text.len());
    for mention in cast.mentions(&text).into_iter().filter(|mention| {
        !cast.people[mention.person].role || text[mention.start..].starts_with(char::is_uppercase)
    }) {
        speech.named.push(mention.person);
        let before = text[..mention.start].trim_end();
        let after = text[mention.end..].trim_start();
        let lead = before.char_indices().rev().take(LONGEST_LEAD).last().map_or("", |(at, _)| &before[at..]);
        let lower = lead.to_lowercase().replace('’', "'");
        if ["i'm", "i am", "my name is", "my name's", "name's", "call me"]
            .iter()
            .any(|lead| lower.ends_with(lead))
            && !after.starts_with("'s")
            && !after.starts_with("’s")
        {
            speech.own_name = Some(mention.person);
            continue;
        }
        let starts = before.is_empty() || before.ends_with([',', '.', '!', '?', '—', '…']);
        let stops = after.is_empty() || after.starts_with([',', '.', '!', '?', '—', '…']);
        let hello = before.is_empty()
            || [
                "hello", "hi", "hey", "dear", "oh", "thanks", "come on", "goodbye", "yes", "no", "please",
                "sorry", "morning", "evening",
            ]
            .iter()
            .any(|word| lower.ends_with(word));
        if stops && (starts || hello) {
            speech.called.push(mention.person);
        }
    }
}

/// What stands before a quotation in its paragraph.
pub(crate) fn from_before(speech: &mut Speech, before: &str, cast: &Cast) {
    let all = cast.sentences(before);
    let Some(last) = all.last().copied() else { return };
    let words: Vec<&str> = last.split_whitespace().collect();
    let leads = last.ends_with([',', ':']);
    let said = if leads { at_end(&words, cast).map(|(who, _)| who) } else { None };
    let earlier = || all.iter().rev().find_map(|sentence| subject(sentence, cast));
    let (who, strength) = match said {
        Some(who) => (Some(who), Strength::Said),
        None if leads => (earlier(), Strength::Said),
        None => (earlier(), Strength::Before),
    };
    // A quotation in the middle of a sentence belongs to its attribution on either side.
    push(speech, who.or_else(|| at_start(&words, cast).map(|(who, _)| who)), strength);
    speech.thought |= leads && en::THOUGHT.is_in(last);
    speech.written |= last.ends_with(':')
        && [" read:", " reads:", " said:", " says:"].iter().any(|end| last.ends_with(end))
        && ["sign", "note", "letter", "message", "label", "card", "screen", "poster"]
            .iter()
            .any(|thing| last.contains(thing));
    if let Some(who) = who {
        antecedent(speech, who, Strength::Antecedent, all.iter().rev().copied(), cast);
    }
}

/// What stands behind it.
fn from_after(speech: &mut Speech, after: &str, cast: &Cast) {
    let all = cast.sentences(after);
    let Some(first) = all.first().copied() else { return };
    let words: Vec<&str> = first.split_whitespace().collect();
    if let Some((who, taken)) = at_start(&words, cast) {
        push(speech, Some(who), Strength::Said);
        speech.thought |= words[..taken].iter().any(|word| en::THOUGHT.contains(bare(word).0));
        // Whose description it is often follows (said her grandfather. Old Silas had …).
        if let (Who::Person(person), Some(next)) = (who, all.get(1))
            && cast.people[person].role
        {
            push(speech, subject(next, cast).filter(|next| matches!(next, Who::Person(_))), Strength::Nearby);
        }
        return;
    }
    if !first.starts_with(char::is_lowercase) {
        push(speech, subject(first, cast), Strength::Beat);
    }
}

/// Whom a pronoun stands for: the last subject of its gender in the sentences before.
fn antecedent<'a>(
    speech: &mut Speech,
    who: Who,
    strength: Strength,
    before: impl Iterator<Item = &'a str>,
    cast: &Cast,
) {
    push(speech, meant(who, before, cast), strength);
}

fn meant<'a>(who: Who, before: impl Iterator<Item = &'a str>, cast: &Cast) -> Option<Who> {
    let gender = match who {
        Who::He => Gender::Male,
        Who::She => Gender::Female,
        _ => return None,
    };
    let fits = |person: usize| {
        matches!(cast.people[person].gender(), Gender::Unknown) || cast.people[person].gender() == gender
    };
    let mut before = before;
    before.find_map(|sentence| match subject(sentence, cast) {
        Some(Who::Person(person)) if fits(person) => Some(Who::Person(person)),
        _ => None,
    })
}

/// Hints from the paragraph before, for quotations that begin theirs.
pub(crate) fn from_neighbours(findings: &mut Findings, segments: &[Vec<Segment>]) -> Result<(), OutOfFuel> {
    // What a pronoun of a paragraph means by the paragraphs before; the same for all quotations in it.
    let mut pronouns: HashMap<(usize, bool), Option<Who>> = HashMap::new();
    for index in 0..findings.speeches.len() {
        let at = findings.speeches[index].paragraph;
        findings.cast.burn(1 + findings.speeches[index].hints.len())?;
        let mut speech = std::mem::take(&mut findings.speeches[index]);
        let leads = matches!(segments[at].first(), Some(Segment::Quoted { .. }))
            && (index == 0 || findings.speeches[index - 1].paragraph < at);
        if let (true, Some(before)) = (leads, at.checked_sub(1)) {
            from_paragraph(&mut speech, &segments[before], &findings.cast);
        }
        let pronoun = speech.hints.iter().find(|hint| matches!(hint.who, Who::He | Who::She)).copied();
        let known = speech
            .hints
            .iter()
            .any(|hint| matches!(hint.strength, Strength::Antecedent | Strength::FarAntecedent));
        if let Some(pronoun) = pronoun.filter(|_| !known) {
            let far = *pronouns.entry((at, pronoun.who == Who::He)).or_insert_with(|| {
                let (told, cast) = (&findings.told[at.saturating_sub(3)..at], &findings.cast);
                let mut before = told.iter().rev().map(|text| cast.sentences(text));
                before.find_map(|sentences| meant(pronoun.who, sentences.into_iter().rev(), cast))
            });
            push(&mut speech, far, Strength::FarAntecedent);
        }
        findings.speeches[index] = speech;
    }
    Ok(())
}

/// What the paragraph before tells: an attribution behind a colon, or who acts last.
fn from_paragraph(speech: &mut Speech, before: &[Segment], cast: &Cast) {
    let Some(Segment::Told(text)) = before.last() else {
        return;
    };
    if text.ends_with(':') {
        from_before(speech, text, cast);
    } else if before.len() == 1 {
        let silent = en::SILENT.is_in(text);
        let last = cast.sentences(text).iter().rev().find_map(|sentence| subject(sentence, cast));
        push(speech, last, if silent { Strength::Silent } else { Strength::Nearby });
    }
}

/// A sentence about one person with a pronoun in it tells the gender.
pub(crate) fn vote_by_pronoun(told: &[String], cast: &mut Cast) -> Result<(), OutOfFuel> {
    for text in told {
        let mut last: Option<usize> = None;
        for sentence in cast.sentences(text) {
            cast.burn(2 * sentence.len())?;
            let subject = subject(sentence, cast);
            let person = match subject {
                Some(Who::Person(person)) => Some(person),
                Some(Who::He | Who::She) => last,
                _ => None,
            };
            let alone = cast.mentions(sentence).iter().all(|mention| Some(mention.person) == person);
            let (he, she) = (
                refers_back(sentence, &["he", "his", "himself"]),
                refers_back(sentence, &["she", "her", "herself"]),
            );
            if let Some(person) = person.filter(|_| alone && he != she) {
                cast.people[person].vote(if he { Gender::Male } else { Gender::Female }, 1);
            }
            last = person.filter(|_| alone);
        }
    }
    Ok(())
}

/// Whether one of these pronouns means the subject: an object (`stared at her`) does not.
fn refers_back(sentence: &str, pronouns: &[&str]) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    words.iter().enumerate().any(|(at, word)| {
        let here = bare(word).0.to_lowercase();
        let owner = words.get(at + 1).is_some_and(|next| next.starts_with(char::is_lowercase))
            && word.ends_with(char::is_alphabetic);
        let object = at.checked_sub(1).is_some_and(|before| {
            matches!(
                words[before],
                "at" | "to"
                    | "with"
                    | "for"
                    | "from"
                    | "of"
                    | "behind"
                    | "beside"
                    | "told"
                    | "asked"
                    | "saw"
                    | "past"
            )
        });
        pronouns.contains(&here.as_str()) && (here != "her" || owner && !object)
    })
}
