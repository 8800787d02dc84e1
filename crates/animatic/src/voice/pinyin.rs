//! Chinese characters to pinyin with tone digits, by words and then by characters.

use std::{collections::HashMap, sync::LazyLock};

const CHARACTERS: &str = include_str!("pinyin/characters.txt");
const WORDS: &str = include_str!("pinyin/words.txt");
const LONGEST: usize = 4;

struct Lexicon {
    characters: HashMap<char, &'static str>,
    words: HashMap<&'static str, Vec<&'static str>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    characters: rows(CHARACTERS)
        .filter_map(|row| row.split_once(' '))
        .flat_map(|(syllable, characters)| characters.chars().map(move |c| (c, syllable)))
        .collect(),
    words: rows(WORDS)
        .filter_map(|row| row.split_once(' '))
        .map(|(word, syllables)| (word, syllables.split(' ').collect()))
        .collect(),
});

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// One character and how it is spoken; nothing for punctuation and for characters that no table has.
type Spoken = (char, Option<&'static str>);

/// Spells Chinese text: syllables with spaces between them, everything else as it is.
pub(super) fn spell(text: &str) -> String {
    let spoken = look_up(text);
    let mut spelled = String::new();
    for at in 0..spoken.len() {
        match tone_of_neighbours(&spoken, at).or(spoken[at].1) {
            Some(syllable) => {
                spelled.push(' ');
                spelled.push_str(syllable);
            }
            None => spelled.push(spoken[at].0),
        }
    }
    spelled.trim().to_owned()
}

fn look_up(text: &str) -> Vec<Spoken> {
    let chars: Vec<char> = text.chars().collect();
    let mut spoken: Vec<Spoken> = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let longest = if is_particle(&chars, at) { 1 } else { LONGEST };
        let word = (2..=longest.min(chars.len() - at)).rev().find_map(|length| {
            let word: String = chars[at..at + length].iter().collect();
            LEXICON.words.get(word.as_str())
        });
        match word {
            Some(syllables) => {
                let named = chars[at..].iter().zip(syllables);
                spoken.extend(named.map(|(&c, &syllable)| (c, Some(syllable))));
            }
            None => spoken.push((chars[at], LEXICON.characters.get(&chars[at]).copied())),
        }
        at += word.map_or(1, Vec::len);
    }
    spoken
}

/// Whether 地 makes an adverb here (轻轻地, 突然地) and is not the ground on which a word like 地点 stands.
fn is_particle(chars: &[char], at: usize) -> bool {
    let adverb = |before: &[char]| before[0] == before[1] || "然速快兴真怒声静狠".contains(before[1]);
    chars[at] == '地' && at >= 2 && adverb(&chars[at - 2..at])
}

/// 一 and 不 take their tone from what follows, but 一 keeps its own where it counts.
fn tone_of_neighbours(spoken: &[Spoken], at: usize) -> Option<&'static str> {
    let next = spoken.get(at + 1);
    let tone = next?.1?.chars().last()?;
    let before = at.checked_sub(1).map(|before| spoken[before].0);
    match spoken[at].0 {
        '不' if tone == '4' => Some("bu2"),
        '一' if before.is_some_and(|c| "第十百千万零〇一二三四五六七八九点初周统唯专划单".contains(c)) => {
            None
        }
        '一' if next.is_some_and(|&(c, _)| "〇零一二三四五六七八九十月号点".contains(c)) => {
            None
        }
        '一' if tone == '4' || next.is_some_and(|&(c, _)| c == '个') => Some("yi2"),
        '一' if tone != '5' => Some("yi4"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{CHARACTERS, WORDS, rows, spell};

    #[test]
    fn characters_and_words_are_spelled() {
        assert_eq!(spell("你好"), "ni3 hao3");
        assert_eq!(spell("银行里的人"), "yin2 hang2 li3 de5 ren2");
        assert_eq!(spell("重新长大,睡觉"), "chong2 xin1 zhang3 da4, shui4 jiao4");
        assert_eq!(spell("轻轻地说"), "qing1 qing1 de5 shuo1");
        assert_eq!(spell("地方"), "di4 fang5");
        assert_eq!(spell("轻轻地点头"), "qing1 qing1 de5 dian3 tou2");
        assert_eq!(spell("看着手机"), "kan4 zhe5 shou3 ji1");
    }

    #[test]
    fn one_and_not_follow_their_neighbours() {
        assert_eq!(spell("一个"), "yi2 ge4");
        assert_eq!(spell("一天"), "yi4 tian1");
        assert_eq!(spell("第一天"), "di4 yi1 tian1");
        assert_eq!(spell("十一"), "shi2 yi1");
        assert_eq!(spell("不是"), "bu2 shi4");
        assert_eq!(spell("不好"), "bu4 hao3");
    }

    #[test]
    fn every_row_is_well_formed() {
        let syllable = |text: &str| {
            text.ends_with(|c: char| ('1'..='5').contains(&c))
                && text[..text.len() - 1].chars().all(|c| c.is_ascii_lowercase())
        };
        for row in rows(CHARACTERS) {
            assert!(row.split_once(' ').is_some_and(|(s, c)| syllable(s) && !c.is_empty()), "{row}");
        }
        for row in rows(WORDS) {
            let (word, syllables) = row.split_once(' ').expect(row);
            assert_eq!(word.chars().count(), syllables.split(' ').count(), "{row}");
            assert!(syllables.split(' ').all(syllable) && word.chars().count() <= super::LONGEST, "{row}");
        }
    }
}
