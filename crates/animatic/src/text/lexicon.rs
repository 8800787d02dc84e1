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

use super::find::Finder;
use std::{
    collections::{HashMap, HashSet},
    fmt,
    ops::Deref,
    str::FromStr,
    sync::{LazyLock, OnceLock},
};
use xinggen_domain::character::{Age, Gender};

/// A list of words.
pub(crate) type Words = LazyLock<WordList>;

/// Lists of words that mean something each.
pub(crate) type Rows<T> = LazyLock<RowList<T>>;

/// Lists of words that mean the same about a person.
pub(crate) type Kinds = LazyLock<KindList>;

/// A list of words, in the order of the file. Whether it has a word, and which of its words a text has, costs the
/// same however long the list is.
pub(crate) struct WordList {
    list: Vec<&'static str>,
    set: HashSet<&'static str>,
    longest: usize,
    finder: OnceLock<Finder>,
}

impl WordList {
    fn new(list: Vec<&'static str>) -> Self {
        let longest = list.iter().map(|word| word.chars().count()).max().unwrap_or(0);
        Self { set: list.iter().copied().collect(), list, longest, finder: OnceLock::new() }
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.set.contains(word)
    }

    /// Looks for all of the words at once.
    pub(crate) fn finder(&self) -> &Finder {
        self.finder.get_or_init(|| Finder::new(&self.list))
    }

    /// Whether a text has one of the words.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.finder().any(text)
    }

    /// Whether a text ends with one of the words.
    pub(crate) fn ends(&self, text: &str) -> bool {
        text.char_indices().rev().take(self.longest).any(|(at, _)| self.set.contains(&text[at..]))
    }

    /// The longest of the words that a text begins with.
    pub(crate) fn longest_at_start(&self, text: &str) -> Option<&'static str> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.take(self.longest).filter_map(|end| self.set.get(&text[..end]).copied()).last()
    }

    /// Whether a text begins with one of the words.
    pub(crate) fn begins(&self, text: &str) -> bool {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.take(self.longest).any(|end| self.set.contains(&text[..end]))
    }
}

impl Deref for WordList {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        &self.list
    }
}

impl fmt::Debug for WordList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.list.fmt(f)
    }
}

/// Lists of words, each with a meaning.
pub(crate) struct RowList<T> {
    rows: Vec<(T, Vec<&'static str>)>,
    finder: OnceLock<Finder>,
}

impl<T: Copy> RowList<T> {
    fn new(rows: Vec<(T, Vec<&'static str>)>) -> Self {
        Self { rows, finder: OnceLock::new() }
    }

    /// What the first word means that a text has of these lists and that `whole` accepts by its place; of two at the
    /// same place, the longer one.
    pub(crate) fn first(&self, text: &str, whole: impl Fn(usize, usize) -> bool) -> Option<T> {
        let words =
            || self.rows.iter().flat_map(|(meaning, words)| words.iter().map(move |word| (*meaning, *word)));
        let finder =
            self.finder.get_or_init(|| Finder::new(&words().map(|(_, word)| word).collect::<Vec<_>>()));
        let hit = finder.first(text, |hit| whole(hit.start, hit.end))?;
        words().nth(hit.word).map(|(meaning, _)| meaning)
    }
}

impl<T> Deref for RowList<T> {
    type Target = [(T, Vec<&'static str>)];

    fn deref(&self) -> &Self::Target {
        &self.rows
    }
}

/// Lists of words for people.
pub(crate) struct KindList {
    rows: Vec<KindRow>,
    first: HashMap<&'static str, (Gender, Age)>,
    last: HashMap<&'static str, (Gender, Age)>,
    longest: usize,
}

impl KindList {
    fn new(rows: Vec<KindRow>) -> Self {
        let all = || {
            rows.iter()
                .flat_map(|(gender, age, words)| words.iter().map(move |word| (*word, (*gender, *age))))
        };
        let mut first = HashMap::new();
        for (word, kind) in all() {
            first.entry(word).or_insert(kind);
        }
        let (last, longest) =
            (all().collect(), all().map(|(word, _)| word.chars().count()).max().unwrap_or(0));
        Self { first, last, longest, rows }
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.first.contains_key(word)
    }

    /// The longest word that a text begins with, in bytes, and what it tells by the last row that has it.
    pub(crate) fn longest_at_start(&self, text: &str) -> Option<(usize, (Gender, Age))> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest);
        ends.filter_map(|end| Some((end, *self.last.get(&text[..end])?))).last()
    }
}

impl Deref for KindList {
    type Target = [KindRow];

    fn deref(&self) -> &Self::Target {
        &self.rows
    }
}

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
pub(crate) fn kind_in(rows: &KindList, word: &str) -> Option<(Gender, Age)> {
    rows.first.get(word).copied()
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
fn words(file: &'static str, name: &str) -> WordList {
    WordList::new(section(file, name).flat_map(split).collect())
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
fn rows<T: FromStr + Copy>(file: &'static str, name: &str) -> RowList<T> {
    RowList::new(rows_by(file, name, |head| head.trim().parse().ok()))
}

/// The rows of a section whose heads are a gender and an age.
fn kinds(file: &'static str, name: &str) -> KindList {
    let read = |head: &str| {
        let (gender, age) = head.trim().split_once(' ')?;
        Some((gender.parse::<Gender>().ok()?, age.parse::<Age>().ok()?))
    };
    let rows = rows_by(file, name, read);
    KindList::new(rows.into_iter().map(|((gender, age), words)| (gender, age, words)).collect())
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
        assert_eq!(words(file, "a")[..], ["one", "two words", "three"]);
        assert_eq!(kinds(file, "b")[..], [(Gender::Female, Age::Elder, vec!["奶奶", "外婆"])]);
    }
}
