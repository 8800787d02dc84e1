//! Who a Chinese sentence is about.

use super::clause::{clauses, speech_verb};
use crate::text::{
    cast::{Cast, Mention},
    lexicon::zh,
    prose::speech::Who,
    segmenter,
};

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
    let inside = |at: usize| mentions.iter().any(|mention| mention.start <= at && at < mention.end);
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
    for group in zh::GROUPS.iter() {
        found.extend(clause.match_indices(group).filter(|(at, _)| !inside(*at)).map(|(start, _)| Place {
            start,
            end: start + group.len(),
            who: Who::Group,
        }));
    }
    found.sort_by_key(|place| place.start);
    found
}

/// Whether the words before somebody leave them the one who acts: only adverbs, times and descriptions, or a
/// clause that ends in 的.
fn leads(prefix: &str) -> bool {
    // Whose somebody is does not matter: 问我爹.
    let prefix = prefix.trim_end_matches(['我', '你', '他', '她', '咱', '俺']);
    if prefix.is_empty() || prefix.ends_with('的') || zh::LEAD.iter().any(|lead| prefix.ends_with(lead)) {
        return true;
    }
    let last_chars: String = prefix.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
    if zh::OBJECT_MARKS
        .iter()
        .any(|mark| last_chars == *mark || (mark.chars().count() == 1 && prefix.ends_with(mark)))
    {
        return false;
    }
    segmenter::words(prefix).iter().all(|word| !(word.tag.starts_with('v') || word.tag.starts_with('p')))
}

/// Whether what follows somebody leaves them the subject: their own body or voice may stand for them.
fn owns(suffix: &str) -> bool {
    match suffix.strip_prefix('的') {
        None => true,
        Some(rest) => zh::PART_OF.iter().any(|part| rest.starts_with(part)),
    }
}

fn subject_of_clause(clause: &str, cast: &Cast) -> Option<Place> {
    places(clause, cast).into_iter().find(|place| leads(&clause[..place.start]) && owns(&clause[place.end..]))
}

/// Who the sentence is about, if anybody.
pub(crate) fn subject(sentence: &str, cast: &Cast) -> Option<Who> {
    clauses(sentence).into_iter().find_map(|clause| subject_of_clause(clause, cast)).map(|place| place.who)
}

/// Who a sentence begins with, even if only something of theirs is its subject (爹的烟锅).
pub(crate) fn topic(sentence: &str, cast: &Cast) -> Option<Who> {
    let first = clauses(sentence)
        .first()
        .and_then(|clause| places(clause, cast).into_iter().find(|place| leads(&clause[..place.start])));
    subject(sentence, cast).or(first.map(|place| place.who))
}

/// Somebody whose voice is heard (传来林晚的声音), or who it turns out to be (说话的是林晚).
pub(crate) fn heard(sentence: &str, cast: &Cast) -> Option<Who> {
    for clause in clauses(sentence) {
        for place in places(clause, cast).into_iter().filter(|place| matches!(place.who, Who::Person(_))) {
            let rest = &clause[place.end..];
            let near = rest
                .find('的')
                .filter(|at| rest[..*at].chars().count() <= 8 && speech_verb(&rest[..*at]).is_none());
            let voice = near.is_some_and(|at| zh::VOICES.iter().any(|voice| rest[at..].contains(voice)));
            let revealed = ["说话的是", "开口的是", "问话的是", "回答的是", "说话的正是"]
                .iter()
                .any(|lead| clause.contains(lead));
            if voice || (revealed && clause[..place.start].contains('是')) {
                return Some(place.who);
            }
        }
        let strange = zh::SOMEONE.iter().any(|word| clause.contains(word))
            || zh::VOICES.iter().any(|voice| clause.contains(voice));
        if strange
            && places(clause, cast).is_empty()
            && (speech_verb(clause).is_some()
                || clause.contains("传来")
                || clause.contains("响起")
                || clause.ends_with("声音"))
        {
            return Some(Who::Stranger);
        }
    }
    None
}

/// Who speaks in a sentence with a verb of speech; the clause of the verb first, then the clauses before it from
/// the nearest to the farthest.
pub(crate) fn said_by(sentence: &str, cast: &Cast, first_clause_only: bool) -> Option<Who> {
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
    let people = clauses(sentence).into_iter().flat_map(|clause| {
        places(clause, cast).into_iter().filter(|place| !leads(&clause[..place.start])).collect::<Vec<_>>()
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
    let people = clauses(told).into_iter().filter_map(|clause| subject_of_clause(clause, cast));
    let mut found: Vec<usize> = Vec::new();
    for place in people {
        if let Who::Person(person) = place.who
            && !found.contains(&person)
        {
            found.push(person);
        }
    }
    found
}
