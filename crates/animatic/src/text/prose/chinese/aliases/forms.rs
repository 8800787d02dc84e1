//! Short forms of full names that a story uses.

use super::{is_short, parted, short_forms};
use crate::text::{cast::Cast, segmenter};
use std::collections::{HashMap, HashSet};
use xinggen_domain::fuel::OutOfFuel;

/// The longest short form, in characters.
const LONGEST: usize = 3;
/// How often a form is looked at that belongs to a full name each time.
const MOST_LOOKS: usize = 256;

/// Adds the short forms of full names that the story uses: 沉舟 of 傅沉舟, 晚晚 of 林晚, 小雪 of 江雪.
pub(crate) fn find_short_forms(texts: &[&str], cast: &mut Cast) -> Result<(), OutOfFuel> {
    let mut fulls: Vec<(usize, String)> = Vec::new();
    for (at, person) in cast.people.iter().enumerate().filter(|(_, person)| !person.role) {
        cast.burn(person.names.len())?;
        let full = |name: &&String| parted(name).is_some() && !is_short(name);
        fulls.extend(person.names.iter().filter(full).map(|name| (at, name.clone())));
    }
    let wanted: HashSet<String> = fulls.iter().flat_map(|(_, full)| forms(full)).collect();
    let places = Places::of(texts, &wanted, cast)?;
    let mut found: Vec<(String, usize)> = Vec::new();
    for (at, full) in &fulls {
        for form in forms(full) {
            if places.stands_without(&form, full, cast)? {
                found.push((form, *at));
            }
        }
    }
    // Whose each form is; `None` when it may be more than one person's.
    let mut whose: HashMap<&str, Option<usize>> = HashMap::new();
    for (form, at) in &found {
        whose
            .entry(form)
            .and_modify(|person| *person = person.filter(|person| person == at))
            .or_insert(Some(*at));
    }
    for (form, at) in &found {
        cast.burn(1)?;
        if whose[form.as_str()].is_none() || cast.find(form).is_some() {
            continue;
        }
        let common = segmenter::entry(form).is_some_and(|tag| !tag.starts_with("nr"));
        if !common || places.is_called(form, cast)? {
            cast.add_name(*at, form);
        }
    }
    Ok(())
}

/// The short forms of a full name of two characters and more.
fn forms(full: &str) -> impl Iterator<Item = String> {
    let given = parted(full).map(|(_, given)| given);
    given.into_iter().flat_map(short_forms).filter(|form| form.chars().nth(1).is_some())
}

/// Where the forms stand in the story.
struct Places {
    chars: Vec<char>,
    by_form: HashMap<String, Vec<usize>>,
}

impl Places {
    fn of(texts: &[&str], wanted: &HashSet<String>, cast: &Cast) -> Result<Self, OutOfFuel> {
        let mut chars: Vec<char> = Vec::new();
        for text in texts {
            cast.burn(text.len())?;
            chars.extend(text.chars().chain(['\n']));
        }
        let mut by_form: HashMap<String, Vec<usize>> = HashMap::new();
        for length in 2..=LONGEST {
            for (at, window) in chars.windows(length).enumerate() {
                cast.burn(1)?;
                let form: String = window.iter().collect();
                if wanted.contains(&form) {
                    by_form.entry(form).or_default().push(at);
                }
            }
        }
        Ok(Self { chars, by_form })
    }

    fn at(&self, form: &str) -> &[usize] {
        self.by_form.get(form).map_or(&[], Vec::as_slice)
    }

    /// Whether a form stands somewhere where it is not part of the full name.
    fn stands_without(&self, form: &str, full: &str, cast: &Cast) -> Result<bool, OutOfFuel> {
        let full: Vec<char> = full.chars().collect();
        let length = form.chars().count();
        for &at in self.at(form).iter().take(MOST_LOOKS) {
            cast.burn(full.len())?;
            let starts = (at + 1).saturating_sub(full.len())..at + length;
            let covered = starts
                .into_iter()
                .any(|start| self.chars.get(start..start + full.len()).is_some_and(|window| window == full));
            if !covered {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a person is called so: nothing but punctuation around it.
    fn is_called(&self, form: &str, cast: &Cast) -> Result<bool, OutOfFuel> {
        let length = form.chars().count();
        let apart = |c: Option<&char>| c.is_none_or(|c| !c.is_alphanumeric());
        let places = self.at(form);
        cast.burn(places.len())?;
        Ok(places.iter().any(|&at| {
            apart(at.checked_sub(1).and_then(|before| self.chars.get(before)))
                && apart(self.chars.get(at + length))
        }))
    }
}
