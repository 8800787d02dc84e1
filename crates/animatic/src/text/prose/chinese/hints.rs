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
    sentence::sentences,
};
use xinggen_domain::character::Gender;

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
    let all = sentences(before);
    let Some(last) = all.last() else { return };
    let colon = before.trim_end().ends_with(['：', ':']);
    let tail = clauses(last).last().copied().unwrap_or(last);
    if zh::WRITTEN.iter().any(|word| tail.contains(word)) && colon {
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
    let Some(first) = sentences(after).first().copied() else {
        return;
    };
    speech.thought |=
        zh::THOUGHT.iter().any(|word| clauses(first).first().is_some_and(|clause| clause.contains(word)));
    if let Some(who) = heard(first, cast) {
        push(speech, Some(who), Strength::Said);
        return;
    }
    if let Some(who) = said_by(first, cast, true) {
        push(speech, Some(who), Strength::Said);
        speech.called.extend(others(clauses(first).first().copied().unwrap_or(first), who, cast));
        return;
    }
    let silent = zh::SILENT.iter().any(|word| first.contains(word));
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
    let gender = match who {
        Who::He => Gender::Male,
        Who::She => Gender::Female,
        _ => return,
    };
    let mut before = before;
    let found = before.find_map(|sentence| match topic(sentence, cast) {
        Some(Who::Person(person)) if fits(cast, person, gender) => Some(Who::Person(person)),
        _ => None,
    });
    push(speech, found, strength);
}

fn fits(cast: &Cast, person: usize, gender: Gender) -> bool {
    let known = cast.people[person].gender();
    known == gender || known == Gender::Unknown
}

/// Hints from the paragraphs before and behind.
pub(crate) fn from_neighbours(findings: &mut Findings, segments: &[Vec<Segment>]) {
    for index in 0..findings.speeches.len() {
        let at = findings.speeches[index].paragraph;
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
        if let Some(Segment::Told(next)) = segments.get(at + 1).and_then(|parts| parts.first())
            && next.contains("的是")
        {
            push(
                &mut speech,
                heard(next, &findings.cast).filter(|who| *who != Who::Stranger),
                Strength::Beat,
            );
        }
        pronouns_before(&mut speech, findings, at);
        findings.speeches[index] = speech;
    }
}

/// A paragraph without quotations before: its last subject may speak next, unless it was silent.
fn from_told(speech: &mut Speech, told: &str, cast: &Cast) {
    let all = sentences(told);
    let Some(last) = all.last() else { return };
    if let Some(who) = heard(last, cast) {
        push(speech, Some(who), Strength::Said);
        return;
    }
    let found = all.iter().rev().find_map(|sentence| Some((subject(sentence, cast)?, *sentence)));
    let silent = found.is_some_and(|(_, sentence)| zh::SILENT.iter().any(|word| sentence.contains(word)));
    let found = found.map(|(who, _)| who);
    push(speech, found, if silent { Strength::Silent } else { Strength::Nearby });
    for person in acting(told, cast) {
        push(speech, Some(Who::Person(person)).filter(|who| Some(*who) != found), Strength::Around);
    }
    if let Some(who) = found {
        antecedent(speech, who, Strength::FarAntecedent, all.iter().rev().copied(), cast);
    }
}

/// A pronoun without anybody before it in its paragraph looks back up to three paragraphs.
fn pronouns_before(speech: &mut Speech, findings: &Findings, at: usize) {
    let pronoun = speech
        .hints
        .iter()
        .find(|hint| {
            matches!(hint.who, Who::He | Who::She)
                && !matches!(hint.strength, Strength::Antecedent | Strength::FarAntecedent)
        })
        .copied();
    let found = speech
        .hints
        .iter()
        .any(|hint| matches!(hint.strength, Strength::Antecedent | Strength::FarAntecedent));
    let Some(pronoun) = pronoun.filter(|_| !found) else {
        return;
    };
    let sentences: Vec<&str> =
        findings.told[at.saturating_sub(3)..at].iter().flat_map(|text| sentences(text)).collect();
    antecedent(speech, pronoun.who, Strength::FarAntecedent, sentences.into_iter().rev(), &findings.cast);
}

/// Given names tell.
pub(crate) fn vote_by_name(cast: &mut Cast) {
    for person in cast.people.iter_mut().filter(|person| !person.role) {
        let letters: String =
            person.names.iter().map(|name| name.chars().skip(1).collect::<String>()).collect();
        let (female, male) = (
            letters.chars().any(|c| zh::FEMALE_NAME.contains(c)),
            letters.chars().any(|c| zh::MALE_NAME.contains(c)),
        );
        person.vote(Gender::Female, u32::from(female && !male));
        person.vote(Gender::Male, u32::from(male && !female));
    }
}

/// A sentence about one person in which, or right behind which, a pronoun stands tells too.
pub(crate) fn vote_by_pronoun(told: &str, cast: &mut Cast) {
    let mut last: Option<usize> = None;
    for sentence in sentences(told) {
        let people = cast.mentions(sentence);
        let leading = match subject(sentence, cast) {
            Some(Who::Person(person)) => Some(person),
            Some(Who::He | Who::She) => last,
            _ => None,
        };
        let alone = people.iter().all(|mention| Some(mention.person) == leading);
        let (he, she) = (refers_back(sentence, "他"), refers_back(sentence, "她"));
        if let Some(person) = leading.filter(|_| alone && he != she) {
            cast.people[person].vote(if he { Gender::Male } else { Gender::Female }, 2);
        }
        last = match subject(sentence, cast) {
            Some(Who::He | Who::She) => last,
            Some(Who::Person(person)) if alone => Some(person),
            _ => None,
        };
    }
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
