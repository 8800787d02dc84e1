//! Cues: who speaks, how, and what is done meanwhile.

use crate::text::{
    language::is_han,
    lexicon::{script, zh},
};
use xinggen_domain::script::LineMode;

/// A cue with what is said behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) name: String,
    pub(crate) narrator: bool,
    pub(crate) mode: LineMode,
    pub(crate) text: String,
    pub(crate) action: String,
}

/// Whether a word is a key, not a name.
pub(crate) fn is_key(name: &str) -> bool {
    script::KEYS.contains(&name.to_lowercase())
}

/// The key of a line and what follows it.
pub(crate) fn keyed(line: &str) -> Option<(&str, &str)> {
    let at = line.find(['：', ':'])?;
    let key = line[..at].trim();
    let rest = line[at..].trim_start_matches(['：', ':']).trim();
    is_key(key).then_some((key, rest))
}

/// `林晚（OS）：（冷笑）你来了。` or `MAYA: You came.`
pub(crate) fn read(line: &str) -> Option<Cue> {
    let line = line.replace("**", "").replace("__", "");
    let line = line.trim().trim_start_matches(['-', '•', '*', '>', ' ']);
    let at = colon(line)?;
    let (head, rest) = (line[..at].trim(), line[at..].trim_start_matches(['：', ':', ' ', '　']));
    let head = head.strip_prefix('【').and_then(|head| head.strip_suffix('】')).unwrap_or(head);
    let (name, manner) = split_head(head);
    if !is_name(&name) {
        return None;
    }
    let (name, mode, manner) = mode_of(&name, &manner);
    let (text, action) = without_manner(rest.trim_end_matches('】'));
    let joined = [manner, action].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，");
    let narrator = script::NARRATORS.contains(&name.to_lowercase());
    Some(Cue { narrator, mode, text, action: joined, name })
}

/// The first colon outside brackets.
fn colon(line: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in line.char_indices() {
        match c {
            '（' | '(' | '[' => depth += 1,
            '）' | ')' | ']' => depth -= 1,
            '：' | ':' if depth <= 0 => return Some(at),
            '。' | '！' | '？' | '“' | '「' if depth <= 0 => return None,
            _ => {}
        }
    }
    None
}

/// The name before the brackets, and what the brackets say.
fn split_head(head: &str) -> (String, String) {
    let (mut name, mut manner, mut depth) = (String::new(), String::new(), 0);
    for c in head.chars() {
        match c {
            '（' | '(' | '[' => depth += 1,
            '）' | ')' | ']' => depth -= 1,
            c if depth > 0 => manner.push(c),
            c => name.push(c),
        }
    }
    (name.trim().to_owned(), manner)
}

/// Whether it can be the name of somebody who speaks.
pub(crate) fn is_name(name: &str) -> bool {
    if name.is_empty()
        || is_key(name)
        || !name.chars().any(char::is_alphabetic)
        || name.contains(['，', ',', '。', '、', '“', '"', '《', '=', '→', ';', '；'])
    {
        return false;
    }
    if name.chars().any(is_han) {
        let spoken = zh::SPEECH.ends(name)
            || ["说着", "写着", "想", "笑", "显示", "内容", "的是"].iter().any(|end| name.ends_with(end));
        let pronoun = ["他", "她", "我", "你", "它", "这", "那"].iter().any(|start| name.starts_with(start));
        return name.chars().count() <= 10 && !spoken && !pronoun && !name.contains(['了', '着']);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    words.len() <= 4
        && name.len() <= 40
        && words.iter().all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '#' || c == '\'')
                || matches!(*word, "of" | "the" | "and" | "de" | "von")
        })
        && !matches!(
            words[0].to_lowercase().as_str(),
            "he" | "she" | "i" | "they" | "it" | "we" | "you" | "but" | "and" | "so"
        )
}

/// Takes the mode out of a name (林晚 OS, MAYA V.O.) or out of the brackets behind it.
fn mode_of(name: &str, manner: &str) -> (String, LineMode, String) {
    for (words, mode) in
        [(&script::VOICE_OVER, LineMode::VoiceOver), (&script::OFF_SCREEN, LineMode::OffScreen)]
    {
        for word in words.iter() {
            let lower = name.to_lowercase();
            let rest = lower.strip_suffix(word).map(str::trim_end);
            let foreign = word.is_ascii();
            if let Some(rest) = rest.filter(|rest| !rest.is_empty() && name.is_char_boundary(rest.len())) {
                let apart = foreign && (name[rest.len()..].starts_with(' ') || rest.ends_with(is_han))
                    || !foreign && name[rest.len()..].starts_with(' ');
                if apart {
                    return (
                        name[..rest.len()].trim().trim_end_matches(['.', '·']).to_owned(),
                        mode,
                        manner.to_owned(),
                    );
                }
            }
        }
    }
    let lower = manner.to_lowercase();
    let has = |words: &[&str]| {
        words.iter().any(|word| {
            if word.is_ascii() {
                lower.split([' ', '，', ',', '/', ';']).any(|part| part == *word) || lower == *word
            } else {
                lower.contains(word)
            }
        })
    };
    let mode = if has(&script::VOICE_OVER) {
        LineMode::VoiceOver
    } else if has(&script::OFF_SCREEN) {
        LineMode::OffScreen
    } else {
        LineMode::Dialogue
    };
    let plain = script::VOICE_OVER.iter().chain(script::OFF_SCREEN.iter()).any(|word| lower == *word)
        || matches!(lower.as_str(), "cont'd" | "cont’d" | "contd" | "continuing" | "续");
    (name.to_owned(), mode, if plain { String::new() } else { manner.to_owned() })
}

/// What is said, and what the brackets in it tell of the manner.
pub(crate) fn without_manner(text: &str) -> (String, String) {
    let (mut said, mut manner, mut depth) = (String::new(), String::new(), 0);
    for c in text.chars() {
        match c {
            '（' | '(' => {
                depth += 1;
                if depth == 1 && !manner.is_empty() {
                    manner.push('，');
                }
            }
            '）' | ')' if depth > 0 => depth -= 1,
            c if depth > 0 => manner.push(c),
            c => said.push(c),
        }
    }
    (said.split_whitespace().collect::<Vec<_>>().join(" "), manner.trim().to_owned())
}

/// What is said without quotation marks around all of it.
pub(crate) fn unquoted(text: &str) -> String {
    let pairs = [('“', '”'), ('「', '」'), ('"', '"'), ('『', '』'), ('‘', '’')];
    let inner = pairs.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.filter(|inner| !inner.contains(['“', '”', '「', '」', '"'])).unwrap_or(text).trim().to_owned()
}

/// A cue on a line of its own: `MAYA (V.O.)`.
pub(crate) fn alone(line: &str) -> Option<Cue> {
    let line = line.trim().trim_end_matches('^').trim().replace("**", "");
    let (name, manner) = split_head(&line);
    let upper =
        name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase) && name.is_ascii();
    if !upper
        || !is_name(&name)
        || name.ends_with([':', '.', '!', '?', '-']) && !name.ends_with("JR.")
        || name.split_whitespace().count() > 4
    {
        return None;
    }
    let (name, mode, manner) = mode_of(&name, &manner);
    let narrator = script::NARRATORS.contains(&name.to_lowercase());
    Some(Cue { narrator, mode, text: String::new(), action: manner, name })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(line: &str) -> (String, LineMode, String, String) {
        let cue = read(line).unwrap_or_else(|| panic!("{line} is a cue"));
        (cue.name, cue.mode, cue.action, cue.text)
    }

    #[test]
    fn cues_are_read_in_many_forms() {
        let plain = |action: &str, mode| ("林晚".to_owned(), mode, action.to_owned(), "你来了。".to_owned());
        assert_eq!(seen("林晚：（冷笑）你来了。"), plain("冷笑", LineMode::Dialogue));
        assert_eq!(seen("林晚:你来了。"), plain("", LineMode::Dialogue));
        assert_eq!(seen("**林晚**：(冷笑) 你来了。"), plain("冷笑", LineMode::Dialogue));
        assert_eq!(seen("林晚（OS）：你来了。"), plain("", LineMode::OffScreen));
        assert_eq!(seen("林晚 OS：你来了。"), plain("", LineMode::OffScreen));
        assert_eq!(seen("林晚OS：你来了。"), plain("", LineMode::OffScreen));
        assert_eq!(seen("林晚（V.O.）：你来了。"), plain("", LineMode::VoiceOver));
        assert_eq!(seen("林晚（内心独白）：你来了。"), plain("", LineMode::VoiceOver));
        assert_eq!(seen("林晚（电话，低声）：你来了。"), plain("电话，低声", LineMode::OffScreen));
        assert_eq!(seen("林晚（低声）：你来了。（转身）"), plain("低声，转身", LineMode::Dialogue));
        assert_eq!(seen("MAYA (V.O.): You came.").1, LineMode::VoiceOver);
        assert!(read("旁白：很久以前。").is_some_and(|cue| cue.narrator));
    }

    #[test]
    fn other_lines_are_no_cues() {
        for line in [
            "她轻声问：“最后一张？”",
            "时间：夜",
            "He looked at it: a ring.",
            "2:10",
            "奶奶慢慢地说：昨天",
            "人物：林晚、奶奶",
            "CUT TO:",
        ] {
            assert!(read(line).is_none(), "{line}");
        }
    }
}
