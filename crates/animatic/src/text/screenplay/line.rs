//! What a line of a screenplay is.

use super::{
    cue::{self, Cue},
    heading,
};
use crate::text::{language::is_han, paragraph::Paragraph, passage::Heading};
use std::collections::{BTreeMap, HashSet};
use xinggen_domain::{
    fuel::{Fuel, OutOfFuel},
    script::Language,
};

/// A line, told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    Heading(Heading),
    /// `地点：…` and `时间：…` below a heading.
    Setting(Heading),
    /// `人物：林晚、奶奶`.
    Cast(Vec<String>),
    Cue(Cue),
    /// A line below a cue.
    Speech(String),
    /// A bracket below a cue.
    Manner(String),
    Action(String),
    /// What is heard but not spoken.
    Sound(String),
    /// For the cutting room: cuts and fades.
    Technical,
}

/// How this screenplay marks its cues.
#[derive(Debug, Clone)]
pub(crate) struct Style {
    /// Names with a colon behind them.
    colons: usize,
    /// Names on lines of their own.
    alone: usize,
    /// A name and then the words on one line, nothing between but space or brackets.
    bare: usize,
    /// Scene headings.
    pub(crate) headings: usize,
    pub(crate) names: HashSet<String>,
}

impl Style {
    /// Counts the cues of each kind.
    pub(crate) fn of(paragraphs: &[Paragraph], language: Language, fuel: &Fuel) -> Result<Self, OutOfFuel> {
        let mut headings = 0;
        let mut colons: BTreeMap<String, usize> = BTreeMap::new();
        let mut alone: BTreeMap<String, usize> = BTreeMap::new();
        let mut listed: Vec<String> = Vec::new();
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let line = paragraph.text.as_str();
            fuel.burn(super::COST * line.len())?;
            let next = paragraphs
                .get(at + 1)
                .is_some_and(|next| next.gap == 0 || next.text.starts_with(['(', '（']));
            if heading::read(line).is_some() {
                headings += 1;
                continue;
            }
            if is_technical(line) {
                continue;
            }
            if let Some(("人物" | "出场人物" | "登场人物" | "角色" | "出场", rest)) = cue::keyed(line)
            {
                listed.extend(names_of(rest));
            } else if let Some(cue) = cue::read(line).filter(|_| !is_action(line)) {
                *colons.entry(cue.name).or_default() += 1;
            } else if let Some(cue) = cue::alone(line).filter(|_| next && language == Language::English) {
                *alone.entry(cue.name).or_default() += 1;
            } else if line.chars().count() <= 5 && next && cue::is_name(line) && line.chars().all(is_han) {
                *alone.entry(line.to_owned()).or_default() += 1;
            }
        }
        alone.retain(|name, count| *count >= 2 || !name.chars().any(is_han));
        let names: HashSet<String> = colons.keys().chain(alone.keys()).chain(&listed).cloned().collect();
        let known = |line: &str| followed_name(line, &names).is_some();
        let bare = paragraphs.iter().filter(|paragraph| known(&paragraph.text)).count();
        Ok(Self { colons: colons.values().sum(), alone: alone.values().sum(), bare, headings, names })
    }

    /// How many cues there are.
    pub(crate) fn cues(&self) -> usize {
        self.colons + self.alone + if self.colons == 0 && self.alone == 0 { self.bare } else { 0 }
    }
}

fn is_action(line: &str) -> bool {
    line.starts_with(['△', '▲', '◆', '■', '●', '（', '('])
}

/// More bytes than a name has.
const LONGER_THAN_NAMES: usize = 60;

/// The longest name that a line begins with and that only space or a bracket parts from what stands behind it.
fn followed_name<'a>(line: &'a str, names: &HashSet<String>) -> Option<(&'a str, &'a str)> {
    let apart = line.match_indices(['　', '\t', '（', '(', ' ']).map(|(at, _)| line.split_at(at));
    let names = apart
        .take_while(|(name, _)| name.len() <= LONGER_THAN_NAMES)
        .filter(|(name, rest)| name.chars().any(is_han) && names.contains(*name) && !rest.trim().is_empty());
    names.last()
}

/// The names of a list.
fn names_of(list: &str) -> Vec<String> {
    list.split(['、', '，', ',', '/', '；', ';', ' ', '　'])
        .map(|name| name.split(['（', '(']).next().unwrap_or(name).trim().to_owned())
        .filter(|name| {
            cue::is_name(name)
                && !name.ends_with('）')
                && !name.ends_with(')')
                && !matches!(name.as_str(), "等" | "若干" | "群众" | "路人")
        })
        .collect()
}

/// Cuts, fades and the end.
pub(crate) fn is_technical(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '）' | ')'));
    let upper = bare.to_uppercase();
    let english = [
        "CUT TO",
        "SMASH CUT",
        "MATCH CUT",
        "JUMP CUT",
        "DISSOLVE",
        "FADE",
        "WIPE TO",
        "THE END",
        "END OF EPISODE",
        "TO BE CONTINUED",
        "BACK TO SCENE",
        "INTERCUT",
        "END FLASHBACK",
        "BLACK SCREEN",
        "CUT TO BLACK",
    ];
    if english.iter().any(|start| upper.starts_with(start)) && bare == upper && bare.len() < 40 {
        return true;
    }
    let chinese = [
        "切至",
        "切到",
        "切入",
        "切：",
        "淡入",
        "淡出",
        "黑场",
        "黑屏",
        "转场",
        "叠化",
        "闪回",
        "闪回结束",
        "全剧终",
        "剧终",
        "本集完",
        "完",
        "未完待续",
        "渐隐",
        "渐显",
        "定格",
        "END",
        "片头",
        "片尾",
        "硬切",
    ];
    bare.chars().count() <= 10
        && chinese
            .iter()
            .any(|start| bare == *start || (start.chars().count() > 1 && bare.starts_with(start)))
}

/// Tells what a line is. `goes_on`: a cue stands right above; `followed`: a line stands right below.
pub(crate) fn read(line: &str, style: &Style, goes_on: bool, followed: bool) -> Line {
    if let Some(heading) = heading::read(line) {
        return Line::Heading(heading);
    }
    if is_technical(line) {
        return Line::Technical;
    }
    if is_action(line) {
        let text = line.trim_start_matches(['△', '▲', '◆', '■', '●', ' ', '　']);
        return match unwrapped(text, '（', '）').or_else(|| unwrapped(text, '(', ')')) {
            Some(manner) if goes_on => Line::Manner(manner.to_owned()),
            Some(inner) => bracketed(inner),
            None if goes_on && style.alone > style.colons => Line::Speech(line.to_owned()),
            None => Line::Action(text.to_owned()),
        };
    }
    if let Some(inner) = unwrapped(line, '【', '】') {
        return bracketed(inner);
    }
    if let Some((key, rest)) = cue::keyed(line) {
        return keyed(key, rest);
    }
    if style.alone > style.colons
        && let Some(cue) = lone(line, style).filter(|_| followed)
    {
        return Line::Cue(cue);
    }
    if style.alone > style.colons && goes_on {
        return Line::Speech(line.to_owned());
    }
    if let Some(cue) = cue::read(line) {
        return Line::Cue(cue);
    }
    if style.colons == 0
        && style.alone == 0
        && let Some(cue) = without_colon(line, style)
    {
        return Line::Cue(cue);
    }
    if goes_on && line.starts_with(['“', '"', '「']) {
        return Line::Speech(line.to_owned());
    }
    Line::Action(line.to_owned())
}

fn lone(line: &str, style: &Style) -> Option<Cue> {
    cue::alone(line).or_else(|| {
        let name = line.split(['（', '(']).next().unwrap_or(line).trim();
        style.names.contains(name).then(|| cue::read(&format!("{line}："))).flatten()
    })
}

fn without_colon(line: &str, style: &Style) -> Option<Cue> {
    let (name, rest) = followed_name(line, &style.names)?;
    cue::read(&format!("{name}：{}", rest.trim()))
}

fn unwrapped(line: &str, open: char, close: char) -> Option<&str> {
    line.strip_prefix(open)?.strip_suffix(close).filter(|inner| !inner.contains(open))
}

/// A line in brackets: a caption, a sound, something that happens.
fn bracketed(inner: &str) -> Line {
    if is_technical(inner) {
        return Line::Technical;
    }
    match cue::keyed(inner) {
        Some((key, rest)) => keyed(key, rest),
        None => match cue::read(inner).filter(|cue| cue.narrator) {
            Some(cue) => Line::Cue(cue),
            None => Line::Action(inner.to_owned()),
        },
    }
}

/// `KEY：rest`.
fn keyed(key: &str, rest: &str) -> Line {
    let lower = key.to_lowercase();
    match lower.as_str() {
        "人物" | "出场人物" | "登场人物" | "角色" | "出场" | "characters" | "cast" => {
            Line::Cast(names_of(rest))
        }
        "地点" | "场景" | "场地" | "时间" | "天气" | "place" | "location" | "setting" | "time" => {
            let heading = heading::parse(rest, None);
            let place = heading.place.filter(|_| !matches!(lower.as_str(), "时间" | "time" | "天气"));
            Line::Setting(Heading { place, ..heading })
        }
        "音效" | "音乐" | "背景音乐" | "bgm" | "music" | "sound" | "sfx" => {
            Line::Sound(rest.to_owned())
        }
        "片名" | "剧名" | "编剧" | "导演" | "作者" | "类型" | "集数" | "时长" | "备注" | "注" | "道具"
        | "服装" | "灯光" | "机位" | "by" | "written by" | "author" | "credit" | "draft date" | "contact"
        | "genre" | "note" | "notes" | "props" | "cut to" | "fade in" | "fade out" | "dissolve to"
        | "smash cut to" | "match cut to" | "转场" => Line::Technical,
        _ if rest.is_empty() => Line::Technical,
        _ => Line::Action(rest.to_owned()),
    }
}
