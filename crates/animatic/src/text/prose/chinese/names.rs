//! Finds the names of a Chinese story: by surname, by title, by the segmenter, by doubled syllables, by
//! introduction (我叫…), and what is used like a name though no rule knows it.

use super::tally::{Clause, Uses, could_be_given, tally};
use crate::text::{cast::Cast, lexicon::zh, segmenter};
use std::collections::BTreeMap;

/// Adds every name to the cast.
pub(crate) fn find(story: &[Clause], cast: &mut Cast) {
    let mut names = surnamed(story);
    names.extend(tagged(story));
    names.extend(nicknamed(story));
    names.extend(doubled(story));
    names.extend(introduced(story));
    names.extend(apposed(story));
    let known: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
    names.extend(used_as_names(story, &known));
    for (name, uses) in names.into_iter().filter(|(name, _)| !is_common(name)) {
        let person = cast.find_or_add(&name);
        let person = &mut cast.people[person];
        person.role = false;
        person.generic = false;
        person.established |= uses.starts >= 3 && uses.acts >= 2;
    }
}

fn surname_length(chars: &[char]) -> usize {
    let double: String = chars.iter().take(2).collect();
    if zh::DOUBLE_SURNAMES.contains(&double.as_str()) {
        2
    } else {
        usize::from(chars.first().is_some_and(|&c| zh::SURNAMES.contains(c)))
    }
}

/// Surname and a given name of one or two characters.
fn surnamed(story: &[Clause]) -> Vec<(String, Uses)> {
    let found = tally(story, |clause| {
        let mut spans = Vec::new();
        for start in 0..clause.chars.len() {
            let family = surname_length(&clause.chars[start..]);
            if family == 0 {
                continue;
            }
            for given in 1..=2 {
                let end = start + family + given;
                if end <= clause.chars.len() && could_be_given(&clause.chars[start + family..end]) {
                    spans.push((start, end));
                }
            }
        }
        spans
    });
    let whole = found.iter().filter(|(name, _)| is_whole(name, &found));
    whole.filter(|(name, uses)| is_name(name, uses)).map(|(name, uses)| (name.clone(), *uses)).collect()
}

/// Of two names of which one begins with the other, the longer one counts when it is used nearly as often.
fn is_whole(name: &str, found: &BTreeMap<String, Uses>) -> bool {
    let uses = &found[name];
    let short: String = {
        let mut chars: Vec<char> = name.chars().collect();
        chars.pop();
        chars.into_iter().collect()
    };
    if let Some(shorter) = found.get(&short)
        && !prefers(uses, shorter)
    {
        return false;
    }
    let longer = found.range(name.to_owned()..).take_while(|(other, _)| other.starts_with(name));
    let longer = longer.filter(|(other, _)| other.chars().count() == name.chars().count() + 1);
    longer.into_iter().all(|(_, other)| !prefers(other, uses))
}

fn prefers(longer: &Uses, shorter: &Uses) -> bool {
    (longer.count >= 2 && longer.count * 10 >= shorter.count * 7)
        || (longer.count == shorter.count && longer.word > 0)
}

fn is_name(name: &str, uses: &Uses) -> bool {
    let evidence = uses.said + uses.acts + uses.called;
    // A name with a word of the dictionary in it (蓝色屏) is rarely one.
    let word = |word: &jieba_rs::Tag<'_>| {
        word.word.chars().count() > 1 && segmenter::entry(word.word).is_some_and(|tag| !tag.starts_with("nr"))
    };
    let odd = segmenter::entry(name).is_none() && segmenter::words(name).first().is_some_and(word);
    if odd && uses.said + uses.called == 0 && (uses.acts < 2 || uses.count < 4) {
        return false;
    }
    match segmenter::entry(name).as_deref() {
        Some(tag) if tag.starts_with("nr") => {
            evidence >= 1 && (uses.count >= 2 || uses.said + uses.acts >= 1)
        }
        Some(tag) if tag.starts_with(['t', 'd', 'c', 'p', 'r', 'm', 'q', 'f']) => false,
        Some(tag) if tag.starts_with("ns") => uses.said >= 1,
        Some(_) => {
            uses.said >= 2
                || (uses.said >= 1 && uses.starts >= 2)
                || (uses.starts >= 3 && uses.acts * 10 >= uses.starts * 6)
        }
        None if uses.count >= 2 => {
            evidence >= 1
                && (uses.word * 2 >= uses.count
                    || uses.starts >= 2
                    || uses.said >= 1
                    || uses.called >= 1
                    || (uses.acts >= 1 && name.chars().count() == 3))
        }
        None => uses.person >= 1 && uses.said + uses.acts >= 1,
    }
}

/// What the segmenter takes for a person, if it also speaks or acts like one.
fn tagged(story: &[Clause]) -> Vec<(String, Uses)> {
    let found = tally(story, |clause| clause.people().collect());
    let used = |uses: &Uses| uses.said >= 1 || (uses.count >= 3 && uses.acts >= 2);
    found.into_iter().filter(|(name, uses)| used(uses) && is_plain_name(name)).collect()
}

fn is_plain_name(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    chars.len() >= 2 && chars.len() <= 6 && could_be_given(&chars) && !is_common(name)
}

/// Words that the segmenter may take for people, but that are words for kin, roles, manners or places.
fn is_common(name: &str) -> bool {
    let rows = zh::KIN.iter().chain(zh::ROLES.iter()).chain(zh::GENERIC.iter());
    rows.flat_map(|(_, _, words)| words.iter()).any(|word| *word == name)
        || zh::MANNER.contains(&name)
        || zh::LEAD.contains(&name)
        || zh::GROUPS.contains(&name)
        || zh::SPEECH.contains(&name)
}

/// 老陈, 小赵, 阿橘.
fn nicknamed(story: &[Clause]) -> Vec<(String, Uses)> {
    let found = tally(story, |clause| {
        let starts = 0..clause.chars.len().saturating_sub(1);
        let fits = |&start: &usize| {
            let next = clause.chars[start + 1];
            match clause.chars[start] {
                '老' | '小' => {
                    zh::SURNAMES.contains(next) && clause.boundary(start) && clause.boundary(start + 2)
                }
                '阿' => {
                    could_be_given(&[next])
                        && !matches!(next, '姨' | '妈' | '爸' | '公' | '婆' | '哥' | '姐' | '弟' | '妹')
                }
                _ => false,
            }
        };
        starts.filter(fits).map(|start| (start, start + 2)).collect()
    });
    let used = |name: &str, uses: &Uses| match segmenter::entry(name) {
        Some(tag) if !tag.starts_with("nr") => uses.said >= 1 || uses.acts >= 2,
        _ => uses.said + uses.acts + uses.called >= 1 || uses.count >= 2,
    };
    found.into_iter().filter(|(name, uses)| used(name, uses) && !is_common(name)).collect()
}

/// 团团, 豆豆.
fn doubled(story: &[Clause]) -> Vec<(String, Uses)> {
    let found = tally(story, |clause| {
        let starts = 0..clause.chars.len().saturating_sub(1);
        let fits = |&start: &usize| {
            let pair = &clause.chars[start..start + 2];
            pair[0] == pair[1]
                && could_be_given(pair)
                && clause.chars.get(start + 2).is_none_or(|c| !matches!(c, '地' | '的'))
        };
        starts.filter(fits).map(|start| (start, start + 2)).collect()
    });
    let adverb = |name: &str| {
        segmenter::entry(name).is_some_and(|tag| tag.starts_with(['d', 'z', 'a', 'v', 'o', 'm', 'q']))
    };
    let used = |name: &str, uses: &Uses| {
        uses.count >= 2
            && (uses.said >= 1 || (uses.acts >= 2 && uses.count >= 3))
            && (!adverb(name) || uses.said + uses.called >= 2)
    };
    found.into_iter().filter(|(name, uses)| used(name, uses) && !is_common(name)).collect()
}

const INTRODUCTIONS: &[&str] = &["我叫", "名叫", "叫做", "叫作", "名字叫", "在下", "人称", "俺叫", "唤作"];

fn introduced(story: &[Clause]) -> Vec<(String, Uses)> {
    let mut names = Vec::new();
    for clause in story {
        let text = clause.text(0, clause.chars.len());
        for lead in INTRODUCTIONS {
            let Some((_, rest)) = text.split_once(lead) else {
                continue;
            };
            let name: String = rest.split('的').next().unwrap_or(rest).chars().collect();
            // 在下 may be followed by anything a person does.
            if *lead == "在下" && !name.starts_with(|c: char| zh::SURNAMES.contains(c)) {
                continue;
            }
            if is_plain_name(&name)
                && name.chars().count() <= 4
                && segmenter::entry(&name)
                    .is_none_or(|tag| tag.starts_with("nr") || name.chars().count() <= 2)
            {
                names.push((name, Uses::default()));
            }
        }
    }
    names
}

/// 小宫女青黛, 店小二阿福: what follows a word for a person and is used elsewhere too.
fn apposed(story: &[Clause]) -> Vec<(String, Uses)> {
    let found = tally(story, |clause| {
        let mut spans = Vec::new();
        for start in 2..clause.chars.len() {
            let role = (2..=4.min(start)).any(|length| {
                super::roles::kinds(&clause.text(start - length, start))
                    .is_some_and(|_| clause.boundary(start))
            });
            let ends = (start + 2..=(start + 3).min(clause.chars.len()))
                .filter(|&end| could_be_given(&clause.chars[start..end]));
            spans.extend(ends.filter(|_| role).map(|end| (start, end)));
        }
        spans
    });
    let all: String = story.iter().map(|clause| clause.text(0, clause.chars.len()) + "\n").collect();
    let everywhere = |name: &str| all.matches(name).count();
    let unknown = |name: &str| {
        segmenter::entry(name).is_none_or(|tag| tag.starts_with("nr")) && super::roles::kinds(name).is_none()
    };
    let known: Vec<(String, Uses)> = found
        .into_iter()
        .filter(|(name, uses)| {
            everywhere(name) >= 3 || everywhere(name) >= 2 && unknown(name) && uses.word > 0
        })
        .collect();
    let whole = |name: &str| {
        known.iter().all(|(other, _)| {
            other == name || !other.starts_with(name) || everywhere(other) * 10 < everywhere(name) * 7
        })
    };
    let tail = |name: &str| {
        known.iter().any(|(other, _)| {
            name.starts_with(other.as_str()) && other != name && everywhere(name) * 10 < everywhere(other) * 7
        })
    };
    known.iter().filter(|(name, _)| whole(name) && !tail(name)).cloned().collect()
}

/// Unknown strings of two to four characters that keep turning up where a subject stands and act or speak.
fn used_as_names(story: &[Clause], known: &[String]) -> Vec<(String, Uses)> {
    let found = tally(story, |clause| {
        let Some(start) = clause.subject() else {
            return Vec::new();
        };
        let ends = (start + 2..=start + 4).filter(|&end| end <= clause.chars.len());
        let fits = |&end: &usize| could_be_given(&clause.chars[start..end]) && clause.boundary(end);
        ends.filter(fits).map(|end| (start, end)).collect()
    });
    let fresh = |name: &str| {
        segmenter::entry(name).is_none()
            && !known.iter().any(|other| name.contains(other.as_str()) || other.contains(name))
            && segmenter::words(name).iter().all(|word| word.word.chars().count() == 1 || word.word == name)
            && super::roles::kinds(name).is_none()
    };
    let used = |uses: &Uses| {
        uses.said >= 2
            || (uses.starts >= 3 && uses.acts >= 3)
            || (uses.count >= 3 && uses.starts >= 2 && 2 * uses.said + 2 * uses.called + uses.acts >= 5)
    };
    let names: Vec<(String, Uses)> =
        found.into_iter().filter(|(name, uses)| used(uses) && fresh(name)).collect();
    let longest = |name: &str, uses: &Uses| {
        !names.iter().any(|(other, more)| {
            other != name && other.starts_with(name) && more.count * 10 >= uses.count * 7
        })
    };
    names.iter().filter(|(name, uses)| longest(name, uses)).cloned().collect()
}
