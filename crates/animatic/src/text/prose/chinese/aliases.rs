//! Which names of a Chinese story mean the same person.

use super::roles::title_of;
use crate::text::{cast::Cast, lexicon::zh};
use xinggen_domain::character::Gender;

/// Surname and given name, if a name has both.
fn parted(name: &str) -> Option<(&str, &str)> {
    let chars = name.chars().count();
    let double = zh::DOUBLE_SURNAMES.iter().find(|family| name.starts_with(**family) && chars > 2);
    let family = double.map_or_else(|| name.chars().next().map_or(0, char::len_utf8), |family| family.len());
    let (family, given) = name.split_at(family);
    let single = family.chars().all(|c| zh::SURNAMES.contains(c));
    ((double.is_some() || single)
        && (1..=2).contains(&given.chars().count())
        && title_of(given).is_none_or(|(title, _)| title.len() < given.len()))
    .then_some((family, given))
}

/// Merges them where there is only one they can mean.
pub(crate) fn merge(cast: &mut Cast) {
    for at in 0..cast.people.len() {
        let name = cast.people[at].name().to_owned();
        if name.is_empty() || cast.people[at].role {
            continue;
        }
        let mut meant = (0..cast.people.len()).filter(|&other| other != at && same(cast, at, &name, other));
        if let (Some(only), None) = (meant.next(), meant.next()) {
            cast.merge(only, at);
        }
    }
}

/// Adds the short forms of full names that the story uses: 沉舟 of 傅沉舟, 晚晚 of 林晚, 小雪 of 江雪.
pub(crate) fn find_short_forms(texts: &[&str], cast: &mut Cast) {
    let all = texts.join("\n");
    let fulls: Vec<(usize, String)> = cast
        .people
        .iter()
        .enumerate()
        .filter(|(_, person)| !person.role)
        .flat_map(|(at, person)| person.names.iter().map(move |name| (at, name.clone())))
        .collect();
    let mut forms: Vec<(String, usize)> = Vec::new();
    for (at, full) in &fulls {
        let Some((_, given)) = parted(full).filter(|_| !is_short(full)) else {
            continue;
        };
        let masked = all.replace(full.as_str(), "□");
        forms.extend(
            short_forms(given)
                .into_iter()
                .filter(|form| form.chars().count() >= 2 && masked.contains(form.as_str()))
                .map(|form| (form, *at)),
        );
    }
    for (form, at) in &forms {
        let common = crate::text::segmenter::entry(form).is_some_and(|tag| !tag.starts_with("nr"));
        let vocative = texts.iter().any(|text| called(text, form));
        let shared = forms.iter().any(|(other, person)| other == form && person != at);
        if !shared && (!common || vocative) && cast.find(form).is_none() {
            cast.people[*at].add_name(form);
        }
    }
}

/// Whether a text calls somebody so: nothing but punctuation around it.
fn called(text: &str, form: &str) -> bool {
    text.match_indices(form).any(|(at, _)| {
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        apart(text[..at].chars().next_back()) && apart(text[at + form.len()..].chars().next())
    })
}

/// Whether `name` is a short or polite form of the other person's full name.
fn same(cast: &Cast, at: usize, name: &str, other: usize) -> bool {
    let person = &cast.people[other];
    if person.role || person.name().is_empty() {
        return false;
    }
    person.names.iter().any(|full| {
        let full_form = parted(full).is_some_and(|(family, given)| {
            short_form(name, family, given)
                || titled_form(cast.people[at].gender(), person.gender(), name, family)
        });
        full_form && full != name && !is_short(full) || elder_form(name, full)
    })
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
        .is_some_and(|(title, _)| title.len() == rest.len() && !zh::ELDER_TITLES.contains(&title));
    fits && (title_gender == gender || title_gender == Gender::Unknown || gender == Gender::Unknown)
}

/// 老爷子 for 傅老爷子; 马师傅 for 老马.
fn elder_form(name: &str, full: &str) -> bool {
    let family: String = full.chars().next().map(String::from).unwrap_or_default();
    if let Some(nick) = full.strip_prefix(['老', '小']) {
        return nick.chars().count() == 1
            && name.strip_prefix(nick).is_some_and(|rest| {
                title_of(rest)
                    .is_some_and(|(title, _)| title.len() == rest.len() && !zh::ELDER_TITLES.contains(&title))
            });
    }
    zh::ELDER_TITLES.contains(&name) && full.strip_prefix(family.as_str()) == Some(name)
}

/// Whether a name is a surname with this title: 孟队长 for 队长.
fn has_title(full: &str, title: &str) -> bool {
    let family = full.chars().next().map_or(0, char::len_utf8);
    elder_form(title, full)
        || (full[family..] == *title && full[..family].chars().all(|c| zh::SURNAMES.contains(c)))
}

/// A description right before a name (小刺猬团团, 司机老陈) is another name of that person, if it goes with no other.
/// A role that ends a titled name (老爷子 for 傅老爷子) is too.
pub(crate) fn merge_described(told: &[String], cast: &mut Cast) {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for text in told {
        let mentions = cast.mentions(text);
        for pair in mentions.windows(2) {
            let (role, name) = (&cast.people[pair[0].person], &cast.people[pair[1].person]);
            if pair[0].end == pair[1].start && role.role && !name.role {
                pairs.push((pair[0].person, pair[1].person));
            }
        }
    }
    for (at, role) in cast.people.iter().enumerate().filter(|(_, person)| person.role && !person.generic) {
        let full =
            |person: &usize| cast.people[*person].names.iter().any(|full| has_title(full, role.name()));
        pairs.extend(
            (0..cast.people.len()).filter(|other| *other != at).filter(full).map(|other| (at, other)),
        );
    }
    pairs.sort_unstable();
    pairs.dedup();
    for &(role, name) in &pairs {
        if pairs.iter().filter(|pair| pair.0 == role).count() == 1 && !cast.people[role].name().is_empty() {
            cast.merge(name, role);
        }
    }
}

/// The name to show first: the one the story tells with most, full names before short ones when they are close.
pub(crate) fn rank(told: &[String], quoted: &[String], cast: &mut Cast) {
    for person in &mut cast.people {
        if person.role {
            continue;
        }
        let count =
            |texts: &[String], name: &str| texts.iter().map(|text| text.matches(name).count()).sum::<usize>();
        let weight = |name: &String| {
            let full = usize::from(parted(name).is_some() && !is_short(name));
            let word = super::roles::kinds(name).is_none();
            (word, count(told, name) * 3 + count(quoted, name) + full * 4)
        };
        person.names.sort_by_key(|name| std::cmp::Reverse(weight(name)));
    }
}
