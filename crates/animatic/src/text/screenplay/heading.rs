//! Scene headings in the many ways people write them.

use crate::text::{language::is_han, lexicon::sky, passage::Heading};
use xinggen_domain::scene::{TimeOfDay, Weather};

/// Reads a heading, if the line is one.
pub(crate) fn read(line: &str) -> Option<Heading> {
    let line = line.trim().trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', ' ']);
    if line.chars().count() > 60 {
        return None;
    }
    let inner = line.strip_prefix('【').and_then(|rest| rest.strip_suffix('】')).unwrap_or(line);
    if let Some(rest) = after_slug(inner) {
        return Some(parse(rest, slug_interior(inner)));
    }
    let (rest, numbered) = after_number(inner);
    if let Some(slug) = after_slug(rest) {
        return Some(parse(slug, slug_interior(rest)));
    }
    let heading = parse(rest, None);
    let marks = usize::from(heading.interior.is_some()) + usize::from(heading.time_of_day.is_some());
    let ends = rest.ends_with(['。', '！', '？', '!', '?', '，']);
    let short = rest.chars().count() <= 30 && !ends && !rest.contains(['“', '"', '，', '△']);
    let fits = match numbered {
        Number::Scene => short || marks > 0,
        Number::Plain => short && marks >= 1 && (heading.interior.is_some() || rest.chars().count() <= 16),
        Number::None => {
            short
                && heading.interior.is_some()
                && (marks == 2 || rest.starts_with(['内', '外']))
                && rest.chars().count() <= 24
                && !rest.contains(['：', ':'])
                && has_gap(rest)
        }
    };
    fits.then_some(heading)
}

fn has_gap(text: &str) -> bool {
    text.contains(|c: char| {
        c.is_whitespace() || matches!(c, '/' | '／' | '·' | '-' | '—' | '–' | '.' | '。' | '、' | '|')
    })
}

/// Whether a scene's number stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    Scene,
    Plain,
    None,
}

/// `INT. CAFE - NIGHT`.
fn after_slug(line: &str) -> Option<&str> {
    let upper = line.to_uppercase();
    let slugs = [
        "INT./EXT.",
        "INT/EXT.",
        "EXT./INT.",
        "INT./EXT",
        "INT/EXT",
        "I/E.",
        "INT.",
        "EXT.",
        "EST.",
        "INT ",
        "EXT ",
    ];
    // Only ASCII slugs are compared, so byte lengths agree.
    slugs
        .iter()
        .find(|slug| upper.starts_with(**slug) && line.is_char_boundary(slug.len()))
        .map(|slug| line[slug.len()..].trim())
}

fn slug_interior(line: &str) -> Option<bool> {
    Some(!line.to_uppercase().starts_with('E'))
}

fn digits(text: &str) -> &str {
    text.trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c))
}

/// How many bytes of punctuation a text begins with.
fn punctuation(text: &str) -> usize {
    let stops = [' ', '　', '：', ':', '、', '.', '．', '】', ')', '）', '-', '—', '\t'];
    text.len() - text.trim_start_matches(stops).len()
}

/// What follows a scene's number.
fn after_number(line: &str) -> (&str, Number) {
    let scene = after_ordinal(line).or_else(|| after_word(line)).or_else(|| after_pair(line));
    if let Some(rest) = scene {
        return (&rest[punctuation(rest)..], Number::Scene);
    }
    let plain = digits(line);
    let arabic = line.starts_with(|c: char| c.is_ascii_digit());
    let stops: &[char] =
        if arabic { &['.', '、', '．', ' ', '　', ':', '：', ')', '）'] } else { &['、', '.', '．'] };
    if plain.len() < line.len() && plain.starts_with(stops) {
        return (&plain[punctuation(plain)..], Number::Plain);
    }
    (line, Number::None)
}

/// 第3场.
fn after_ordinal(line: &str) -> Option<&str> {
    let after = line.strip_prefix('第')?;
    let tail = digits(after);
    let units = ["场景", "场戏", "场", "幕"];
    units.iter().find_map(|unit| tail.trim_start().strip_prefix(unit)).filter(|_| tail.len() < after.len())
}

/// 场景一, S01, Scene 4.
fn after_word(line: &str) -> Option<&str> {
    let words = ["场景", "场次", "场", "【场景】", "SCENE", "Scene", "scene", "SC.", "SC", "S", "s"];
    words.iter().find_map(|word| {
        let after = line.strip_prefix(word)?;
        let tail = digits(after);
        let numbered = tail.len() < after.len() && (tail.is_empty() || punctuation(tail) > 0);
        let named = !word.is_ascii() && after.starts_with(['：', ':', '】', ' ']);
        (numbered || named).then_some(tail)
    })
}

/// 1-2.
fn after_pair(line: &str) -> Option<&str> {
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let second = after.strip_prefix(['-', '—', '－', '.']).filter(|_| after.len() < line.len())?;
    let tail = second.trim_start_matches(|c: char| c.is_ascii_digit());
    (tail.len() < second.len() && tail.starts_with([' ', '　', '、', '.', '：', ':', '\t'])).then_some(tail)
}

/// The parts of a heading: time, inside or outside, weather; what is left is the place.
pub(crate) fn parse(text: &str, interior: Option<bool>) -> Heading {
    let mut heading = Heading { interior, ..Heading::default() };
    let mut place: Vec<&str> = Vec::new();
    let plain: String = without_brackets(text);
    for token in plain.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '/' | '／' | '·' | '–' | '—' | '-' | '，' | ',' | '、' | '：' | ':' | '|' | '。' | '.' | '；'
            )
    }) {
        if !(token.is_empty() || mark(token, &mut heading)) {
            place.push(token);
        }
    }
    let gap = if place.iter().any(|part| part.chars().any(is_han)) { "" } else { " " };
    let named = place.join(gap);
    if !named.is_empty() && !matches!(named.as_str(), "同上" | "同前" | "SAME" | "CONTINUOUS") {
        heading.place = Some(if named.chars().any(is_han) { named } else { titled(&named) });
    }
    heading
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|c| {
            depth += i32::from(matches!(c, '（' | '(' | '【' | '['));
            let keep = depth == 0;
            depth -= i32::from(matches!(c, '）' | ')' | '】' | ']'));
            keep
        })
        .collect()
}

/// `GAS STATION` as `Gas Station`.
fn titled(place: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars
            .next()
            .map(|first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect::<String>())
            .unwrap_or_default()
    };
    place.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Takes a token that is a time, an inside or outside, or a weather.
fn mark(token: &str, heading: &mut Heading) -> bool {
    let lower = token.to_lowercase();
    match lower.as_str() {
        "内" | "内景" | "室内" | "int" => heading.interior = Some(true),
        "外" | "外景" | "室外" | "户外" | "ext" => heading.interior = Some(false),
        "内外" | "外内" => heading.interior = heading.interior.or(Some(true)),
        "雨" | "雨天" | "rain" => heading.weather = Some(Weather::Rain),
        "雪" | "雪天" | "snow" => heading.weather = Some(Weather::Snow),
        "雾" | "fog" => heading.weather = Some(Weather::Fog),
        "阴" | "阴天" => heading.weather = Some(Weather::Cloudy),
        "晴" | "晴天" => heading.weather = Some(Weather::Clear),
        "雨夜" => (heading.weather, heading.time_of_day) = (Some(Weather::Rain), Some(TimeOfDay::Night)),
        "雪夜" => (heading.weather, heading.time_of_day) = (Some(Weather::Snow), Some(TimeOfDay::Night)),
        "continuous" | "later" | "same" | "连续" | "moments" | "稍后" | "同时" => {}
        _ => return time(&lower, heading) || packed(token, heading),
    }
    true
}

fn time(token: &str, heading: &mut Heading) -> bool {
    let found = sky::HEADING_TIMES.iter().find(|(_, words)| words.contains(&token));
    if let Some((time, _)) = found {
        heading.time_of_day = Some(*time);
    }
    found.is_some()
}

/// 日内, 夜外, 内景日.
fn packed(token: &str, heading: &mut Heading) -> bool {
    let count = token.chars().count();
    if !(2..=4).contains(&count)
        || !token.chars().all(|c| "日夜晨昏晚内外景雨雪".contains(c))
        || !token.contains(['内', '外'])
    {
        return false;
    }
    for c in token.chars() {
        match c {
            '内' => heading.interior = Some(true),
            '外' => heading.interior = Some(false),
            '日' => heading.time_of_day = Some(TimeOfDay::Day),
            '夜' | '晚' => heading.time_of_day = Some(TimeOfDay::Night),
            '晨' => heading.time_of_day = Some(TimeOfDay::Dawn),
            '昏' => heading.time_of_day = Some(TimeOfDay::Dusk),
            '雨' => heading.weather = Some(Weather::Rain),
            '雪' => heading.weather = Some(Weather::Snow),
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(line: &str) -> (String, Option<bool>, Option<TimeOfDay>) {
        let heading = read(line).unwrap_or_else(|| panic!("{line} is a heading"));
        (heading.place.unwrap_or_default(), heading.interior, heading.time_of_day)
    }

    #[test]
    fn headings_are_read_in_many_forms() {
        let night = ("咖啡馆".to_owned(), Some(true), Some(TimeOfDay::Night));
        for line in [
            "第1场 夜 内 咖啡馆",
            "第一场：咖啡馆 夜 内",
            "1-1 咖啡馆 夜 内",
            "1-2、咖啡馆 夜/内",
            "场景一：咖啡馆 夜 内",
            "【场景一：咖啡馆 内 夜】",
            "S01 咖啡馆 夜内",
            "1. 内景 咖啡馆 – 夜",
            "3、咖啡馆 夜 内",
            "内景 咖啡馆 夜",
            "内。咖啡馆。夜",
            "夜 内 咖啡馆",
            "场次1 咖啡馆·夜·内",
            "**第3场 咖啡馆 夜 内**",
            "## 场景 1：咖啡馆（老城区） 夜 内",
            "Scene 4: 咖啡馆 - 内 - 夜",
        ] {
            assert_eq!(read_as(line), night, "{line}");
        }
        assert_eq!(
            read_as("INT. GAS STATION - NIGHT"),
            ("Gas Station".to_owned(), Some(true), Some(TimeOfDay::Night))
        );
        assert_eq!(read_as("EXT. BEACH - DAWN"), ("Beach".to_owned(), Some(false), Some(TimeOfDay::Dawn)));
        assert_eq!(read_as("12. INT. OFFICE – DAY"), ("Office".to_owned(), Some(true), Some(TimeOfDay::Day)));
        assert_eq!(read_as("场景：天台"), ("天台".to_owned(), None, None));
    }

    #[test]
    fn other_lines_are_no_headings() {
        for line in [
            "林晚：你来了。",
            "他走进了咖啡馆。",
            "第一次见到她，是在夜里。",
            "SHE SITS DOWN",
            "1. 买牛奶",
            "2:10",
            "夜里，外面下着雨",
            "Some people never leave.",
            "内心独白",
            "外面冷",
        ] {
            assert!(read(line).is_none(), "{line}");
        }
    }
}
