//! Which names of a Chinese story mean the same person.

mod forms;
mod merge;

use super::roles::title_of;
use crate::text::{cast::Cast, lexicon::zh};
pub(crate) use forms::find_short_forms;
pub(crate) use merge::merge;
use std::collections::HashMap;
use xinggen_domain::{character::Gender, fuel::OutOfFuel};

/// More characters than a surname and a given name have.
const LONGER_THAN_FULL: usize = 5;

/// Surname and given name, if a name has both.
fn parted(name: &str) -> Option<(&str, &str)> {
    let chars = name.chars().take(LONGER_THAN_FULL).count();
    if chars == LONGER_THAN_FULL {
        return None;
    }
    let double = zh::DOUBLE_SURNAMES.longest_at_start(name).filter(|_| chars > 2);
    let family = double.map_or_else(|| name.chars().next().map_or(0, char::len_utf8), str::len);
    let (family, given) = name.split_at(family);
    let single = family.chars().all(|c| zh::SURNAMES.contains(c));
    ((double.is_some() || single)
        && (1..=2).contains(&given.chars().count())
        && title_of(given).is_none_or(|(title, _)| title.len() < given.len()))
    .then_some((family, given))
}

/// Whether `name` is a short or polite form of the other person's full name.
fn same(cast: &Cast, at: usize, name: &str, other: usize, full: &str) -> bool {
    let person = &cast.people[other];
    if person.role || person.name().is_empty() {
        return false;
    }
    let full_form = parted(full).is_some_and(|(family, given)| {
        short_form(name, family, given)
            || titled_form(cast.people[at].gender(), person.gender(), name, family)
    });
    full_form && full != name && !is_short(full) || elder_form(name, full)
}

fn is_short(name: &str) -> bool {
    name.starts_with(['小', '阿', '老']) && name.chars().count() == 2
}

/// 沉舟, 晚晚, 小晚, 阿晚, 晚儿.
fn short_forms(given: &str) -> Vec<String> {
    let last = given.chars().next_back().map(String::from).unwrap_or_default();
    let first = given.chars().next().map(String::from).unwrap_or_default();
    let mut forms = vec![
        given.to_owned(),
        last.repeat(2),
        format!("小{last}"),
        format!("阿{last}"),
        format!("{last}儿"),
        format!("{given}儿"),
        format!("小{given}"),
        format!("阿{given}"),
        first.repeat(2),
        format!("小{first}"),
    ];
    forms.dedup();
    forms
}

/// 晚晚, 小晚, 阿晚, 晚儿, 沉舟; 老陈 and 小许 by surname.
fn short_form(name: &str, family: &str, given: &str) -> bool {
    let by_family = [format!("小{family}"), format!("老{family}")];
    name.chars().count() >= 2
        && (by_family.iter().any(|form| form == name) || short_forms(given).iter().any(|form| form == name))
}

/// 林小姐 for 林晚, unless the title is one of an older generation or of the other gender.
fn titled_form(title_gender: Gender, gender: Gender, name: &str, family: &str) -> bool {
    let Some(rest) = name.strip_prefix(family) else {
        return false;
    };
    let fits = title_of(rest)
        .is_some_and(|(title, _)| title.len() == rest.len() && !zh::ELDER_TITLES.contains(title));
    fits && (title_gender == gender || title_gender == Gender::Unknown || gender == Gender::Unknown)
}

/// 老爷子 for 傅老爷子; 马师傅 for 老马.
fn elder_form(name: &str, full: &str) -> bool {
    let family: String = full.chars().next().map(String::from).unwrap_or_default();
    if let Some(nick) = full.strip_prefix(['老', '小']) {
        return nick.chars().count() == 1
            && name.strip_prefix(nick).is_some_and(|rest| {
                title_of(rest)
                    .is_some_and(|(title, _)| title.len() == rest.len() && !zh::ELDER_TITLES.contains(title))
            });
    }
    zh::ELDER_TITLES.contains(name) && full.strip_prefix(family.as_str()) == Some(name)
}

/// Whether a name is a surname with this title: 孟队长 for 队长.
fn has_title(full: &str, title: &str) -> bool {
    let family = full.chars().next().map_or(0, char::len_utf8);
    elder_form(title, full)
        || (full[family..] == *title && full[..family].chars().all(|c| zh::SURNAMES.contains(c)))
}

/// A description right before a name (小刺猬团团, 司机老陈) is another name of that person, if it goes with no other.
/// A role that ends a titled name (老爷子 for 傅老爷子) is too.
pub(crate) fn merge_described(told: &[String], cast: &mut Cast) -> Result<(), OutOfFuel> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for text in told {
        cast.burn(1)?;
        let mentions = cast.mentions(text);
        for pair in mentions.windows(2) {
            let (role, name) = (&cast.people[pair[0].person], &cast.people[pair[1].person]);
            if pair[0].end == pair[1].start && role.role && !name.role {
                pairs.push((pair[0].person, pair[1].person));
            }
        }
    }
    let titled = Titled::of(cast)?;
    for (at, role) in cast.people.iter().enumerate().filter(|(_, person)| person.role && !person.generic) {
        pairs.extend(titled.with(role.name(), cast)?.filter(|other| *other != at).map(|other| (at, other)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut meant: HashMap<usize, usize> = HashMap::new();
    pairs.iter().for_each(|(role, _)| *meant.entry(*role).or_default() += 1);
    for &(role, name) in &pairs {
        if meant[&role] == 1 && !cast.people[role].name().is_empty() {
            cast.merge(name, role);
        }
    }
    Ok(())
}

/// How many people with one title are told apart; two already make it ambiguous.
const MOST_TITLED: usize = 4;

/// All people by what stands behind the first character of their names, and behind 老 and 小.
struct Titled {
    by_rest: HashMap<String, Vec<(usize, String)>>,
    by_nick: HashMap<char, Vec<(usize, String)>>,
}

impl Titled {
    fn of(cast: &Cast) -> Result<Self, OutOfFuel> {
        let mut titled = Self { by_rest: HashMap::new(), by_nick: HashMap::new() };
        for (at, person) in cast.people.iter().enumerate() {
            for name in &person.names {
                cast.burn(1)?;
                let mut chars = name.chars();
                let first = chars.next();
                let people = match (first, chars.clone().next(), chars.as_str()) {
                    (Some('老' | '小'), Some(nick), rest) if rest.len() == nick.len_utf8() => {
                        titled.by_nick.entry(nick).or_default()
                    }
                    (Some(_), Some(_), rest) => titled.by_rest.entry(rest.to_owned()).or_default(),
                    _ => continue,
                };
                if people.len() < MOST_TITLED {
                    people.push((at, name.clone()));
                }
            }
        }
        Ok(titled)
    }

    /// Whose name is a surname with this title.
    fn with(&self, title: &str, cast: &Cast) -> Result<impl Iterator<Item = usize>, OutOfFuel> {
        cast.burn(2 * MOST_TITLED)?;
        let by_nick = title.chars().next().and_then(|nick| self.by_nick.get(&nick));
        let people = self.by_rest.get(title).into_iter().chain(by_nick).flatten();
        Ok(people.filter(move |(_, full)| has_title(full, title)).map(|(at, _)| *at))
    }
}

/// The name to show first: the one the story tells with most, full names before short ones when they are close.
pub(crate) fn rank(told: &[String], quoted: &[String], cast: &mut Cast) -> Result<(), OutOfFuel> {
    let told = cast.counts(told.iter().map(String::as_str))?;
    let quoted = cast.counts(quoted.iter().map(String::as_str))?;
    for person in cast.people.iter_mut().filter(|person| !person.role && person.names.len() > 1) {
        let count = |counts: &HashMap<String, usize>, name: &str| counts.get(name).copied().unwrap_or(0);
        let weight = |name: &String| {
            let full = usize::from(parted(name).is_some() && !is_short(name));
            let word = super::roles::kinds(name).is_none();
            (word, count(&told, name) * 3 + count(&quoted, name) + full * 4)
        };
        person.names.sort_by_cached_key(|name| std::cmp::Reverse(weight(name)));
    }
    Ok(())
}
