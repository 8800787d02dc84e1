//! Hints at who says a quotation, from the words around it.

use super::{
    clause::{clauses, speech_verb},
    subject::{acting, heard, others, said_by, subject, topic},
};
use crate::text::{
    cast::Cast,
    lexicon::zh,
    prose::{
        Findings,
        quote::Segment,
        speech::{Hint, Speech, Strength, Who},
    },
};
use std::collections::HashMap;
use xinggen_domain::{character::Gender, fuel::OutOfFuel};

/// A quotation with the hints of its own paragraph.
pub(crate) fn of_quotation(text: &str, own: &[Segment], place: usize, cast: &Cast) -> Speech {
    let mut speech =
        Speech { text: text.to_owned(), asks: text.trim_end().ends_with(['？', '?']), ..Speech::default() };
    speech.asks_name = ["你是谁", "什么名字", "你是？", "何人", "哪位", "贵姓", "怎么称呼", "你叫什么"]
        .iter()
        .any(|ask| text.contains(ask));
    names_in(&mut speech, cast);
    if let Some(Segment::Told(before)) = place.checked_sub(1).map(|at| &own[at]) {
        from_before(&mut speech, before, cast);
    }
    if let Some(Segment::Told(after)) = own.get(place + 1) {
        from_after(&mut speech, after, cast);
    }
    speech
}

fn push(speech: &mut Speech, who: Option<Who>, strength: Strength) {
    speech.hints.extend(who.map(|who| Hint { who, strength }));
}

/// Who is called by name, who is only named, and whose own name it is.
fn names_in(speech: &mut Speech, cast: &Cast) {
    let text = speech.text.clone();
    cast.spend(text.len());
    for mention in cast.mentions(&text) {
        speech.named.push(mention.person);
        let before = text[..mention.start].trim_end();
        let after = &text[mention.end..];
        let own = ["我叫", "我是", "在下", "名叫", "我就是", "我的名字是", "就说我", "叫我"]
            .iter()
            .any(|lead| before.ends_with(lead));
        if own {
            speech.own_name = Some(mention.person);
            continue;
        }
        let starts = before.is_empty() || before.ends_with(['，', '。', '！', '？', '…', '—', ',', '~']);
        let stops = after.is_empty()
            || after.starts_with(['，', '。', '！', '？', '…', '—', ',', '~', '!', '?', '、', '：']);
        let you = ["您", "你"].iter().any(|you| after.starts_with(you))
            && (before.is_empty() || before.ends_with(['，', '。', '！', '？']));
        let kin_list = after.starts_with('、');
        if ((starts && stops && !kin_list) || you) && !before.ends_with("我是") {
            speech.called.push(mention.person);
        }
    }
}

/// What stands before a quotation in its paragraph.
pub(crate) fn from_before(speech: &mut Speech, before: &str, cast: &Cast) {
    let all = cast.sentences(before);
    let Some(last) = all.last() else { return };
    let colon = before.trim_end().ends_with(['：', ':']);
    let tail = clauses(last).last().copied().unwrap_or(last);
    if colon && zh::WRITTEN.is_in(tail) {
        speech.written = true;
    }
    speech.thought |= zh::THOUGHT.iter().any(|word| last.contains(word.trim_end_matches('：'))) && colon;
    let says = colon
        || (before.trim_end().ends_with(['，', ',']) && speech_verb(tail).is_some())
        || (before.ends_with(tail) && speech_verb(tail).is_some_and(|(_, end)| end == tail.len()));
    let strength = if says { Strength::Said } else { Strength::Before };
    let direct = if says { said_by(last, cast, false) } else { subject(last, cast) };
    let who = direct.or_else(|| all.iter().rev().skip(1).find_map(|sentence| subject(sentence, cast)));
    push(speech, who, strength);
    if let Some(who) = who {
        antecedent(
            speech,
            who,
            Strength::Antecedent,
            all.iter().rev().skip(usize::from(direct.is_some())).copied(),
            cast,
        );
        if says {
            speech.called.extend(others(last, who, cast));
        }
    }
}

/// What stands behind it.
fn from_after(speech: &mut Speech, after: &str, cast: &Cast) {
    let Some(first) = cast.sentences(after).first().copied() else {
        return;
    };
    speech.thought |= clauses(first).first().is_some_and(|clause| zh::THOUGHT.is_in(clause));
    if let Some(who) = heard(first, cast) {
        push(speech, Some(who), Strength::Said);
        return;
    }
    if let Some(who) = said_by(first, cast, true) {
        push(speech, Some(who), Strength::Said);
        speech.called.extend(others(clauses(first).first().copied().unwrap_or(first), who, cast));
        return;
    }
    let silent = zh::SILENT.is_in(first);
    if silent && subject(first, cast).is_some_and(|who| !matches!(who, Who::Person(_))) {
        return;
    }
    push(speech, subject(first, cast), if silent { Strength::Nearby } else { Strength::Beat });
}

/// Whom a pronoun stands for: the last subject with a name in the sentences before.
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
    let mut before = before;
    before.find_map(|sentence| match topic(sentence, cast) {
        Some(Who::Person(person)) if fits(cast, person, gender) => Some(Who::Person(person)),
        _ => None,
    })
}

fn fits(cast: &Cast, person: usize, gender: Gender) -> bool {
    let known = cast.people[person].gender();
    known == gender || known == Gender::Unknown
}

/// Hints from the paragraphs before and behind.
pub(crate) fn from_neighbours(findings: &mut Findings, segments: &[Vec<Segment>]) -> Result<(), OutOfFuel> {
    // What the paragraphs around say is the same for all quotations of one.
    let mut revealed: HashMap<usize, Option<Who>> = HashMap::new();
    let mut pronouns: HashMap<(usize, bool), Option<Who>> = HashMap::new();
    for index in 0..findings.speeches.len() {
        let at = findings.speeches[index].paragraph;
        findings.cast.burn(1 + findings.speeches[index].hints.len())?;
        let first = index == 0 || findings.speeches[index - 1].paragraph < at;
        let leads = matches!(segments[at].first(), Some(Segment::Quoted { .. }));
        let mut speech = std::mem::take(&mut findings.speeches[index]);
        if first
            && leads
            && let Some(before) = at.checked_sub(1)
        {
            match segments[before].last() {
                Some(Segment::Told(text)) if text.trim_end().ends_with(['：', ':']) => {
                    from_before(&mut speech, text, &findings.cast)
                }
                Some(Segment::Told(text)) if segments[before].len() == 1 => {
                    from_told(&mut speech, text, &findings.cast)
                }
                _ => {}
            }
        }
        if let Some(Segment::Told(next)) = segments.get(at + 1).and_then(|parts| parts.first()) {
            let who = revealed.entry(at).or_insert_with(|| {
                findings.cast.spend(next.len());
                let told = Some(next).filter(|next| next.contains("的是"));
                told.and_then(|next| heard(next, &findings.cast)).filter(|who| *who != Who::Stranger)
            });
            push(&mut speech, *who, Strength::Beat);
        }
        if let Some(pronoun) = lone_pronoun(&speech) {
            let far = pronouns.entry((at, pronoun == Who::He)).or_insert_with(|| {
                let (told, cast) = (&findings.told[at.saturating_sub(3)..at], &findings.cast);
                let mut before = told.iter().rev().map(|text| cast.sentences(text));
                before.find_map(|sentences| meant(pronoun, sentences.into_iter().rev(), cast))
            });
            push(&mut speech, *far, Strength::FarAntecedent);
        }
        findings.speeches[index] = speech;
    }
    Ok(())
}

/// How many people who act in the paragraph before are around: the last ones.
const MOST_AROUND: usize = 12;

/// A paragraph without quotations before: its last subject may speak next, unless it was silent.
fn from_told(speech: &mut Speech, told: &str, cast: &Cast) {
    let all = cast.sentences(told);
    let Some(last) = all.last() else { return };
    if let Some(who) = heard(last, cast) {
        push(speech, Some(who), Strength::Said);
        return;
    }
    let found = all.iter().rev().find_map(|sentence| Some((subject(sentence, cast)?, *sentence)));
    let silent = found.is_some_and(|(_, sentence)| zh::SILENT.is_in(sentence));
    let found = found.map(|(who, _)| who);
    push(speech, found, if silent { Strength::Silent } else { Strength::Nearby });
    let acting = acting(told, cast);
    for &person in &acting[acting.len().saturating_sub(MOST_AROUND)..] {
        push(speech, Some(Who::Person(person)).filter(|who| Some(*who) != found), Strength::Around);
    }
    if let Some(who) = found {
        antecedent(speech, who, Strength::FarAntecedent, all.iter().rev().copied(), cast);
    }
}

/// A pronoun without a name before it in its paragraph; it refers to one of the three paragraphs before.
fn lone_pronoun(speech: &Speech) -> Option<Who> {
    let far = |hint: &&Hint| matches!(hint.strength, Strength::Antecedent | Strength::FarAntecedent);
    let pronoun = speech.hints.iter().find(|hint| matches!(hint.who, Who::He | Who::She) && !far(hint));
    pronoun.filter(|_| !speech.hints.iter().any(|hint| far(&hint))).map(|hint| hint.who)
}

/// Given names tell.
pub(crate) fn vote_by_name(cast: &mut Cast) -> Result<(), OutOfFuel> {
    for at in 0..cast.people.len() {
        cast.burn(1 + cast.people[at].names.iter().map(String::len).sum::<usize>())?;
        let person = &mut cast.people[at];
        if person.role {
            continue;
        }
        let letters: String =
            person.names.iter().map(|name| name.chars().skip(1).collect::<String>()).collect();
        let (female, male) = (
            letters.chars().any(|c| zh::FEMALE_NAME.contains(c)),
            letters.chars().any(|c| zh::MALE_NAME.contains(c)),
        );
        person.vote(Gender::Female, u32::from(female && !male));
        person.vote(Gender::Male, u32::from(male && !female));
    }
    Ok(())
}

/// A sentence about one person in which, or right behind which, a pronoun stands tells too.
pub(crate) fn vote_by_pronoun(told: &str, cast: &mut Cast) -> Result<(), OutOfFuel> {
    let mut last: Option<usize> = None;
    for sentence in cast.sentences(told) {
        cast.burn(2 * sentence.len())?;
        let people = cast.mentions(sentence);
        let subject = subject(sentence, cast);
        let leading = match subject {
            Some(Who::Person(person)) => Some(person),
            Some(Who::He | Who::She) => last,
            _ => None,
        };
        let alone = people.iter().all(|mention| Some(mention.person) == leading);
        let (he, she) = (refers_back(sentence, "他"), refers_back(sentence, "她"));
        if let Some(person) = leading.filter(|_| alone && he != she) {
            cast.people[person].vote(if he { Gender::Male } else { Gender::Female }, 2);
        }
        last = match subject {
            Some(Who::He | Who::She) => last,
            Some(Who::Person(person)) if alone => Some(person),
            _ => None,
        };
    }
    Ok(())
}

/// Whether a pronoun stands where it means the subject: at the start of a clause, or as an owner.
fn refers_back(sentence: &str, pronoun: &str) -> bool {
    clauses(sentence).iter().any(|clause| {
        let plural = format!("{pronoun}们");
        (clause.starts_with(pronoun) && !clause.starts_with(&plural))
            || clause.contains(&format!("{pronoun}的"))
            || clause.contains(&format!("{pronoun}自己"))
    })
}
