//! Finds the names of a Chinese story: by surname, by title, by the segmenter, by doubled syllables, by
//! introduction (我叫…), and what is used like a name though no rule knows it.

mod uses;

use super::tally::{Clause, Uses, could_be_given, tally};
use crate::text::{cast::Cast, lexicon::zh, segmenter};
use std::collections::BTreeMap;
use xinggen_domain::fuel::{Fuel, OutOfFuel};

/// Adds every name to the cast.
pub(crate) fn find(story: &[Clause], cast: &mut Cast, fuel: &Fuel) -> Result<(), OutOfFuel> {
    let mut names = surnamed(story, fuel)?;
    names.extend(tagged(story, fuel)?);
    names.extend(nicknamed(story, fuel)?);
    names.extend(doubled(story, fuel)?);
    names.extend(introduced(story, fuel)?);
    names.extend(uses::apposed(story, fuel)?);
    let more = uses::used_as_names(story, names.iter().map(|(name, _)| name.as_str()), fuel)?;
    names.extend(more);
    for (name, uses) in names.into_iter().filter(|(name, _)| !is_common(name)) {
        fuel.burn(1)?;
        let person = cast.find_or_add(&name);
        let person = &mut cast.people[person];
        person.role = false;
        person.generic = false;
        person.established |= uses.starts >= 3 && uses.acts >= 2;
    }
    Ok(())
}

/// What it costs to ask the segmenter about a name.
const SEGMENTED: usize = 32;

fn surname_length(chars: &[char]) -> usize {
    let double: String = chars.iter().take(2).collect();
    if zh::DOUBLE_SURNAMES.contains(&double) {
        2
    } else {
        usize::from(chars.first().is_some_and(|&c| zh::SURNAMES.contains(c)))
    }
}

/// Surname and a given name of one or two characters.
fn surnamed(story: &[Clause], fuel: &Fuel) -> Result<Vec<(String, Uses)>, OutOfFuel> {
    let found = tally(story, fuel, |clause| {
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
    })?;
    let mut names = Vec::new();
    for (name, uses) in &found {
        fuel.burn(SEGMENTED)?;
        if is_name(name, uses) && is_whole(name, &found) {
            names.push((name.clone(), *uses));
        }
    }
    Ok(names)
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
    if evidence == 0 {
        return false;
    }
    let entry = segmenter::entry(name);
    // A name with a word of the dictionary in it (蓝色屏) is rarely one.
    let word = |word: &jieba_rs::Tag<'_>| {
        word.word.chars().count() > 1 && segmenter::entry(word.word).is_some_and(|tag| !tag.starts_with("nr"))
    };
    let odd = || entry.is_none() && segmenter::words(name).first().is_some_and(word);
    if uses.said + uses.called == 0 && (uses.acts < 2 || uses.count < 4) && odd() {
        return false;
    }
    match entry.as_deref() {
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
fn tagged(story: &[Clause], fuel: &Fuel) -> Result<Vec<(String, Uses)>, OutOfFuel> {
    let found = tally(story, fuel, |clause| clause.people().collect())?;
    let used = |uses: &Uses| uses.said >= 1 || (uses.count >= 3 && uses.acts >= 2);
    Ok(found.into_iter().filter(|(name, uses)| used(uses) && is_plain_name(name)).collect())
}

fn is_plain_name(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    chars.len() >= 2 && chars.len() <= 6 && could_be_given(&chars) && !is_common(name)
}

/// Words that the segmenter may take for people, but that are words for kin, roles, manners or places.
fn is_common(name: &str) -> bool {
    [&zh::KIN, &zh::ROLES, &zh::GENERIC].iter().any(|words| words.contains(name))
        || [&zh::MANNER, &zh::LEAD, &zh::GROUPS, &zh::SPEECH].iter().any(|words| words.contains(name))
}

/// 老陈, 小赵, 阿橘.
fn nicknamed(story: &[Clause], fuel: &Fuel) -> Result<Vec<(String, Uses)>, OutOfFuel> {
    let found = tally(story, fuel, |clause| {
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
    })?;
    let used = |name: &str, uses: &Uses| match segmenter::entry(name) {
        Some(tag) if !tag.starts_with("nr") => uses.said >= 1 || uses.acts >= 2,
        _ => uses.said + uses.acts + uses.called >= 1 || uses.count >= 2,
    };
    fuel.burn(SEGMENTED * found.len())?;
    Ok(found.into_iter().filter(|(name, uses)| used(name, uses) && !is_common(name)).collect())
}

/// 团团, 豆豆.
fn doubled(story: &[Clause], fuel: &Fuel) -> Result<Vec<(String, Uses)>, OutOfFuel> {
    let found = tally(story, fuel, |clause| {
        let starts = 0..clause.chars.len().saturating_sub(1);
        let fits = |&start: &usize| {
            let pair = &clause.chars[start..start + 2];
            pair[0] == pair[1]
                && could_be_given(pair)
                && clause.chars.get(start + 2).is_none_or(|c| !matches!(c, '地' | '的'))
        };
        starts.filter(fits).map(|start| (start, start + 2)).collect()
    })?;
    let adverb = |name: &str| {
        segmenter::entry(name).is_some_and(|tag| tag.starts_with(['d', 'z', 'a', 'v', 'o', 'm', 'q']))
    };
    let used = |name: &str, uses: &Uses| {
        uses.count >= 2
            && (uses.said >= 1 || (uses.acts >= 2 && uses.count >= 3))
            && (!adverb(name) || uses.said + uses.called >= 2)
    };
    fuel.burn(SEGMENTED * found.len())?;
    Ok(found.into_iter().filter(|(name, uses)| used(name, uses) && !is_common(name)).collect())
}

const INTRODUCTIONS: &[&str] = &["我叫", "名叫", "叫做", "叫作", "名字叫", "在下", "人称", "俺叫", "唤作"];

fn introduced(story: &[Clause], fuel: &Fuel) -> Result<Vec<(String, Uses)>, OutOfFuel> {
    let mut names = Vec::new();
    for clause in story {
        let text = clause.text(0, clause.chars.len());
        fuel.burn(text.len())?;
        for lead in INTRODUCTIONS {
            let Some((_, rest)) = text.split_once(lead) else {
                continue;
            };
            let name = rest.split('的').next().unwrap_or(rest).to_owned();
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
    Ok(names)
}
