//! Every word list of the text side, in one place: the `.txt` files of this folder. To teach the readers a word, add
//! it there: verbs of speech and people's words in `zh` and `en`, places in `places`, props in `props`, times and
//! weather in `sky`, what stands before a screenplay's colon in `script`, feelings and motions in `camera`.
//!
//! A file has sections, `[name]`. A section is one list of words between commas, or rows that begin with what their
//! words mean and a colon. A line that begins with a space goes on with the one above.

pub(crate) mod camera;
pub(crate) mod en;
pub(crate) mod places;
pub(crate) mod props;
pub(crate) mod script;
pub(crate) mod sky;
pub(crate) mod zh;

use std::{str::FromStr, sync::LazyLock};
use xinggen_domain::character::{Age, Gender};

/// A list of words.
pub(crate) type Words = LazyLock<Vec<&'static str>>;

/// Lists of words that mean something each.
pub(crate) type Rows<T> = LazyLock<Vec<(T, Vec<&'static str>)>>;

/// Lists of words that mean the same about a person.
pub(crate) type Kinds = LazyLock<Vec<KindRow>>;

/// Gender and age, and the words for people of this kind.
pub(crate) type KindRow = (Gender, Age, Vec<&'static str>);

/// What a word tells about the person it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) gender: Gender,
    pub(crate) age: Age,
    /// The word describes somebody who may have a name elsewhere (a man, the girl), rather than being one.
    pub(crate) generic: bool,
}

/// Looks a word up in such lists.
pub(crate) fn kind_in(rows: &[KindRow], word: &str) -> Option<(Gender, Age)> {
    rows.iter().find(|(_, _, words)| words.contains(&word)).map(|&(gender, age, _)| (gender, age))
}

/// The lines of a section.
fn section(file: &'static str, name: &str) -> impl Iterator<Item = &'static str> {
    let heading = format!("[{name}]");
    let lines = file.lines().skip_while(move |line| line.trim() != heading).skip(1);
    lines.take_while(|line| !line.starts_with('['))
}

fn split(line: &'static str) -> impl Iterator<Item = &'static str> {
    line.split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// The words of a section without rows.
fn words(file: &'static str, name: &str) -> Vec<&'static str> {
    section(file, name).flat_map(split).collect()
}

/// The rows of a section, by what stands before their colons.
fn rows_by<T>(
    file: &'static str,
    name: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Vec<(T, Vec<&'static str>)> {
    let mut rows: Vec<(T, Vec<&'static str>)> = Vec::new();
    for line in section(file, name) {
        if let (true, Some(row)) = (line.starts_with(' '), rows.last_mut()) {
            row.1.extend(split(line));
        } else if let Some((head, rest)) = line.split_once(':')
            && let Some(meaning) = read(head)
        {
            rows.push((meaning, split(rest).collect()));
        }
    }
    rows
}

/// The rows of a section whose heads are the codes of an enum.
fn rows<T: FromStr>(file: &'static str, name: &str) -> Vec<(T, Vec<&'static str>)> {
    rows_by(file, name, |head| head.trim().parse().ok())
}

/// The rows of a section whose heads are a gender and an age.
fn kinds(file: &'static str, name: &str) -> Vec<KindRow> {
    let read = |head: &str| {
        let (gender, age) = head.trim().split_once(' ')?;
        Some((gender.parse::<Gender>().ok()?, age.parse::<Age>().ok()?))
    };
    rows_by(file, name, read).into_iter().map(|((gender, age), words)| (gender, age, words)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_files_is_read() {
        for (file, sections) in [
            (include_str!("lexicon/zh.txt"), ["titles", "kin", "roles", "generic"]),
            (include_str!("lexicon/en.txt"), ["titles", "kin", "roles", "generic"]),
        ] {
            for name in sections {
                let heads = section(file, name).filter(|line| line.contains(':')).count();
                assert!(heads > 0 && kinds(file, name).len() == heads, "{name}");
            }
        }
        for list in [
            &zh::SPEECH,
            &zh::MANNER,
            &en::SPEECH,
            &en::NOT_NAMES,
            &places::INSIDE_ZH,
            &props::EN,
            &sky::JUMPS_EN,
            &script::KEYS,
            &camera::FEELING,
        ] {
            assert!(list.len() > 10, "{list:?}");
        }
        for (rows, least) in [(&sky::TIMES_ZH, 4), (&sky::TIMES_EN, 4), (&sky::HEADING_TIMES, 4)] {
            assert!(rows.len() == least && rows.iter().all(|(_, words)| !words.is_empty()));
        }
        assert_eq!(sky::WEATHER_ZH.len(), sky::WEATHER_EN.len());
    }

    #[test]
    fn words_and_rows_are_read_as_they_stand() {
        let file = "[a]\none, two words,\n three\n\n[b]\nfemale elder: 奶奶,\n 外婆\n";
        assert_eq!(words(file, "a"), ["one", "two words", "three"]);
        assert_eq!(kinds(file, "b"), [(Gender::Female, Age::Elder, vec!["奶奶", "外婆"])]);
    }
}
