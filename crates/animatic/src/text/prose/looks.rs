//! What a story says of how its people look.

use super::Findings;
use crate::text::cast::Cast;
use xinggen_domain::{
    fuel::{Fuel, OutOfFuel},
    script::Language,
};

/// Words that a description of looks has at least one of.
const ZH: &[&str] = &[
    "头发",
    "长发",
    "短发",
    "卷发",
    "白发",
    "眼镜",
    "西装",
    "衬衫",
    "裙",
    "外套",
    "大衣",
    "夹克",
    "毛衣",
    "校服",
    "围裙",
    "白大褂",
    "制服",
    "长袍",
    "狐裘",
    "披风",
    "斗笠",
    "羽毛",
    "胡子",
    "眉眼",
    "个子",
    "皮肤",
    "辫子",
    "马尾",
    "帽子",
    "T恤",
    "风衣",
    "旗袍",
    "盔甲",
    "皱纹",
    "戴着",
    "穿着",
    "身材",
    "一身",
];
const EN: &[&str] = &[
    " hair",
    "glasses",
    " suit",
    " coat",
    " dress",
    "apron",
    "jacket",
    "sweater",
    "uniform",
    " beard",
    " hat",
    " tall",
    "shirt",
    "scarf",
    "wore ",
    "wearing",
    "freckles",
    "raincoat",
    "soaked to the skin",
    "grey-haired",
    "white-haired",
    "of about ",
];
/// What is done to clothes or hair says nothing of how somebody looks.
const HANDLED: &[&str] = &[
    "用手", "压", "扯", "摸", "摘", "擦", "解下", "脱", "took off", "pulled", "adjusted", "put on", "tied",
    "wiped",
];
const LONGEST: usize = 40;
/// A single word is looked for in so many bytes in one step.
const BYTES_AT_ONCE: usize = 16;

/// Gives everybody without a description the first words that describe them.
pub(super) fn describe(findings: &mut Findings, language: Language, fuel: &Fuel) -> Result<(), OutOfFuel> {
    let words = if language == Language::Chinese { ZH } else { EN };
    for (at, text) in findings.told.iter().enumerate() {
        for sentence in findings.cast.sentences(text) {
            fuel.burn(1)?;
            let Some(person) = about(sentence, &findings.cast, &findings.acting[at]) else { continue };
            if findings.cast.people[person].description.is_empty() {
                fuel.burn(sentence.len() * (words.len() + HANDLED.len()) / BYTES_AT_ONCE)?;
                findings.cast.people[person].description = phrases(sentence, words, language);
            }
        }
    }
    Ok(())
}

/// The only one a sentence names, or else the only one who acts around it.
fn about(sentence: &str, cast: &Cast, acting: &[usize]) -> Option<usize> {
    let mut named: Vec<usize> = cast.mentions(sentence).iter().map(|mention| mention.person).collect();
    named.dedup();
    match (&named[..], acting) {
        ([person], _) => Some(*person),
        ([], [person])
            if sentence.starts_with(['他', '她'])
                || sentence.starts_with("He ")
                || sentence.starts_with("She ") =>
        {
            Some(*person)
        }
        _ => None,
    }
}

/// The clauses with such words.
fn phrases(sentence: &str, words: &[&str], language: Language) -> String {
    let mut found = String::new();
    for clause in sentence.split(['，', '。', '；', ',', '.', ';', '！', '？']) {
        let clause = clause.trim();
        let handled = HANDLED.iter().any(|verb| clause.contains(verb));
        let fits = !handled
            && words.iter().any(|word| clause.contains(word))
            && found.chars().count() + clause.chars().count()
                <= LONGEST * if language == Language::Chinese { 1 } else { 2 };
        if fits {
            if !found.is_empty() {
                found.push_str(if language == Language::Chinese { "，" } else { ", " });
            }
            found.push_str(clause);
        }
    }
    found
}
