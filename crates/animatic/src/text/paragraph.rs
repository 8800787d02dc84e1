//! The paragraphs of a story, where they stand in it, and what separates them.

use super::sentence::ends_sentence;
use std::ops::Range;
use xinggen_domain::fuel::{Fuel, OutOfFuel};

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The title of the story.
    Title,
    /// The heading of a chapter.
    Chapter,
    /// Anything else.
    Body,
}

/// One paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    pub(crate) text: String,
    /// Where it stands in the story, in bytes.
    pub(crate) range: Range<usize>,
    /// Empty lines before it.
    pub(crate) gap: usize,
    /// A row of stars or a larger gap than usual stands before it.
    pub(crate) section: bool,
    pub(crate) role: Role,
}

struct Line<'a> {
    text: &'a str,
    range: Range<usize>,
    gap: usize,
    section: bool,
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{3000}')
}

fn is_rule(line: &str) -> bool {
    line.chars().count() <= 30
        && line.chars().all(|c| {
            is_space(c)
                || matches!(
                    c,
                    '*' | '＊'
                        | '-'
                        | '—'
                        | '='
                        | '~'
                        | '·'
                        | '◇'
                        | '◆'
                        | '※'
                        | '#'
                        | '…'
                        | '•'
                        | '─'
                        | '☆'
                        | '★'
                        | '_'
                )
        })
}

fn lines(story: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let (mut at, mut gap, mut section) = (0, 0, false);
    for raw in story.split_inclusive('\n') {
        let text = raw.trim_matches(is_space);
        let start = at + raw.len() - raw.trim_start_matches(is_space).len();
        at += raw.len();
        if text.is_empty() {
            gap += 1;
        } else if is_rule(text) {
            section = true;
        } else {
            found.push(Line { text, range: start..start + text.len(), gap, section });
            (gap, section) = (0, false);
        }
    }
    found
}

/// Whether lines were broken at a column, so that a paragraph is a block between empty lines.
fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let inner = lines.windows(2).filter(|pair| pair[1].gap == 0);
    let open = |line: &str| {
        line.chars().next_back().is_some_and(|c| {
            !ends_sentence(c) && !super::sentence::closes(c) && !matches!(c, '：' | ':' | '—' | '~')
        })
    };
    let long = |line: &str| line.chars().count() >= 30 && !line.contains(['：', '△']);
    let (mut all, mut broken) = (0, 0);
    for pair in inner {
        all += 1;
        broken += usize::from(open(pair[0].text) && long(pair[0].text));
    }
    all >= 3 && broken * 2 > all
}

/// The lines of a story as paragraphs; `unwrap` joins lines that were broken at a column.
pub(crate) fn paragraphs(story: &str, unwrap: bool, fuel: &Fuel) -> Result<Vec<Paragraph>, OutOfFuel> {
    fuel.burn(story.len())?;
    let lines = lines(story);
    let unwrap = unwrap && is_wrapped(&lines);
    let usual = usual_gap(&lines);
    let mut found: Vec<Paragraph> = Vec::new();
    for line in lines {
        fuel.burn(line.text.len())?;
        match found.last_mut() {
            Some(last) if unwrap && line.gap == 0 && !line.section && last.role == Role::Body => {
                let space = line.text.starts_with(|c: char| c.is_ascii())
                    && last.text.ends_with(|c: char| c.is_ascii());
                last.text.push_str(if space { " " } else { "" });
                last.text.push_str(line.text);
                last.range.end = line.range.end;
            }
            _ => found.push(Paragraph {
                text: line.text.to_owned(),
                section: line.section || line.gap > usual,
                gap: line.gap,
                role: if is_chapter(line.text) { Role::Chapter } else { Role::Body },
                range: line.range,
            }),
        }
    }
    let more = found.len() > 1;
    if let Some(first) =
        found.first_mut().filter(|first| more && first.role == Role::Body && is_title(&first.text))
    {
        first.role = Role::Title;
    }
    Ok(found)
}

fn usual_gap(lines: &[Line<'_>]) -> usize {
    let mut gaps: Vec<usize> = lines.iter().skip(1).map(|line| line.gap).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied().unwrap_or(0)
}

fn is_title(line: &str) -> bool {
    let last = line.chars().next_back().unwrap_or('。');
    line.chars().count() <= 40
        && !ends_sentence(last)
        && !matches!(last, '：' | ':' | '，' | ',' | '”' | '"' | '」')
        && !line.contains(['：', '。', '“', '「', '"', '△'])
        && line.split_whitespace().count() <= 9
        && !line.starts_with(char::is_numeric)
}

/// `第一章 …`, `Chapter 1: …`, `楔子`, `Epilogue`.
pub(crate) fn is_chapter(line: &str) -> bool {
    let bare = line.trim_start_matches(['#', ' ', '*', '【', '《']).trim_end_matches(['*', '】', '》']);
    if bare.chars().count() > 40 {
        return false;
    }
    let lower = bare.to_lowercase();
    let numbered = |rest: &str| {
        rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || "ivx".contains(c))
            || [
                "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                "twelve",
            ]
            .iter()
            .any(|n| rest.trim_start().starts_with(n))
    };
    if ["chapter ", "part ", "episode "].iter().any(|word| lower.strip_prefix(word).is_some_and(numbered)) {
        return true;
    }
    if ["prologue", "epilogue"].iter().any(|word| lower == *word || lower.starts_with(&format!("{word}:"))) {
        return true;
    }
    if ["楔子", "序章", "尾声", "引子", "番外", "后记", "终章"].iter().any(|word| {
        bare == *word || bare.starts_with(&format!("{word} ")) || bare.starts_with(&format!("{word}："))
    }) {
        return true;
    }
    chinese_chapter(bare)
}

fn chinese_chapter(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('第') else {
        return false;
    };
    let digits = rest
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百千零〇两".contains(c));
    digits.len() < rest.trim_start().len()
        && digits.trim_start().starts_with(['章', '回', '节', '集', '话', '卷', '幕'])
        && !digits.contains(['。', '，', '！', '？'])
}
