//! Who a Chinese sentence is about.

use super::clause::{clauses, speech_verb};
use crate::text::{
    cast::{Cast, Mention},
    find::Hit,
    lexicon::zh,
    prose::speech::Who,
    segmenter,
};
use std::collections::HashSet;

/// Somebody in a clause: by name or by pronoun.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: usize,
    end: usize,
    who: Who,
}

/// Everybody a clause names or points at, from left to right.
fn places(clause: &str, cast: &Cast) -> Vec<Place> {
    let mentions = cast.mentions(clause);
    let mut found: Vec<Place> = mentions
        .iter()
        .map(|&Mention { start, end, person }| Place { start, end, who: Who::Person(person) })
        .collect();
    let inside = |at: usize| {
        mentions
            .get(mentions.partition_point(|mention| mention.end <= at))
            .is_some_and(|mention| mention.start <= at)
    };
    for (at, c) in clause.char_indices() {
        let who = match c {
            '他' => Who::He,
            '她' => Who::She,
            '我' => Who::Me,
            _ => continue,
        };
        let before = clause[..at].chars().next_back();
        let after = clause[at + c.len_utf8()..].chars().next();
        if inside(at) || before == Some('其') || after.is_some_and(|n| matches!(n, '人' | '乡' | '日')) {
            continue;
        }
        let (who, end) = if after == Some('们') {
            (Who::Group, at + c.len_utf8() + '们'.len_utf8())
        } else {
            (who, at + c.len_utf8())
        };
        found.push(Place { start: at, end, who });
    }
    let mut groups: Vec<Hit> = zh::GROUPS.finder().hits(clause).filter(|hit| !inside(hit.start)).collect();
    groups.sort_unstable_by_key(|hit| hit.word);
    found.extend(groups.into_iter().map(|Hit { start, end, .. }| Place { start, end, who: Who::Group }));
    found.sort_by_key(|place| place.start);
    cast.spend(clause.len() + found.len());
    found
}

/// More bytes than the words before the one who acts have without a verb.
const LONGEST_LEAD: usize = 180;

/// Whether the words before somebody leave them the one who acts: only adverbs, times and descriptions, or a
/// clause that ends in 的.
fn leads(prefix: &str, cast: &Cast) -> bool {
    // Whose somebody is does not matter: 问我爹.
    let prefix = prefix.trim_end_matches(['我', '你', '他', '她', '咱', '俺']);
    if prefix.is_empty() || prefix.ends_with('的') || zh::LEAD.ends(prefix) {
        return true;
    }
    let mut ends = prefix.char_indices().rev().map(|(at, _)| &prefix[at..]).take(2);
    // A stretch this long before a name has a verb in it.
    if ends.any(|end| zh::OBJECT_MARKS.contains(end)) || prefix.len() > LONGEST_LEAD {
        return false;
    }
    cast.spend(prefix.len());
    segmenter::words(prefix).iter().all(|word| !(word.tag.starts_with('v') || word.tag.starts_with('p')))
}

/// Whether what follows somebody leaves them the subject: their own body or voice may stand for them.
fn owns(suffix: &str) -> bool {
    match suffix.strip_prefix('的') {
        None => true,
        Some(rest) => zh::PART_OF.begins(rest),
    }
}

fn subject_of_clause(clause: &str, cast: &Cast) -> Option<Place> {
    places(clause, cast)
        .into_iter()
        .find(|place| leads(&clause[..place.start], cast) && owns(&clause[place.end..]))
}

/// Who the sentence is about, if anybody.
pub(crate) fn subject(sentence: &str, cast: &Cast) -> Option<Who> {
    cast.spend(sentence.len());
    clauses(sentence).into_iter().find_map(|clause| subject_of_clause(clause, cast)).map(|place| place.who)
}

/// Who a sentence begins with, even if only something of theirs is its subject (爹的烟锅).
pub(crate) fn topic(sentence: &str, cast: &Cast) -> Option<Who> {
    let first = clauses(sentence).first().and_then(|clause| {
        places(clause, cast).into_iter().find(|place| leads(&clause[..place.start], cast))
    });
    subject(sentence, cast).or(first.map(|place| place.who))
}

/// How many characters may stand between a name and the 的 behind it.
const NEAR: usize = 8;

/// What reveals who spoke.
const REVEALED: [&str; 5] = ["说话的是", "开口的是", "问话的是", "回答的是", "说话的正是"];

/// Somebody whose voice is heard (传来林晚的声音), or who it turns out to be (说话的是林晚).
pub(crate) fn heard(sentence: &str, cast: &Cast) -> Option<Who> {
    clauses(sentence).into_iter().find_map(|clause| heard_in(clause, cast))
}

fn heard_in(clause: &str, cast: &Cast) -> Option<Who> {
    let places = places(clause, cast);
    cast.spend(2 * clause.len());
    let last_voice = zh::VOICES.finder().hits(clause).map(|hit| hit.start).max();
    let revealed = REVEALED.iter().any(|lead| clause.contains(lead));
    let is = clause.find('是').filter(|_| revealed);
    for place in places.iter().filter(|place| matches!(place.who, Who::Person(_))) {
        let rest = &clause[place.end..];
        let mut near = rest.char_indices().take(NEAR + 1);
        let near = near.find(|(_, c)| *c == '的').map(|(at, _)| at);
        let near = near.filter(|at| speech_verb(&rest[..*at]).is_none());
        let voice = near.is_some_and(|at| last_voice >= Some(place.end + at));
        if voice || is.is_some_and(|is| is < place.start) {
            return Some(place.who);
        }
    }
    let strange = zh::SOMEONE.is_in(clause) || last_voice.is_some();
    let heard = || {
        speech_verb(clause).is_some()
            || clause.contains("传来")
            || clause.contains("响起")
            || clause.ends_with("声音")
    };
    (strange && places.is_empty() && heard()).then_some(Who::Stranger)
}

/// Who speaks in a sentence with a verb of speech; the clause of the verb first, then the clauses before it from
/// the nearest to the farthest.
pub(crate) fn said_by(sentence: &str, cast: &Cast, first_clause_only: bool) -> Option<Who> {
    cast.spend(2 * sentence.len());
    let all = clauses(sentence);
    let at = if first_clause_only {
        all.first().and_then(|clause| speech_verb(clause).map(|_| 0))?
    } else {
        all.iter().rposition(|clause| speech_verb(clause).is_some()).unwrap_or(all.len().saturating_sub(1))
    };
    if let Some(who) = heard(all.get(at)?, cast) {
        return Some(who);
    }
    all[..=at].iter().rev().find_map(|clause| subject_of_clause(clause, cast)).map(|place| place.who)
}

/// Whom somebody speaks to or looks at: named in the sentence, but not its subject.
pub(crate) fn others(sentence: &str, who: Who, cast: &Cast) -> Vec<usize> {
    cast.spend(sentence.len());
    let people = clauses(sentence).into_iter().flat_map(|clause| {
        places(clause, cast)
            .into_iter()
            .filter(|place| !leads(&clause[..place.start], cast))
            .collect::<Vec<_>>()
    });
    people
        .filter_map(|place| match place.who {
            Who::Person(person) if who != place.who => Some(person),
            _ => None,
        })
        .collect()
}

/// Everybody who acts in what is told.
pub(crate) fn acting(told: &str, cast: &Cast) -> Vec<usize> {
    cast.spend(told.len());
    let people = clauses(told).into_iter().filter_map(|clause| subject_of_clause(clause, cast));
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for place in people {
        if let Who::Person(person) = place.who
            && seen.insert(person)
        {
            found.push(person);
        }
    }
    found
}
