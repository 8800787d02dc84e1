//! Clauses of a Chinese sentence, and where in one somebody speaks.

use crate::text::lexicon::zh;

fn ends(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '！' | '？' | '；' | '：' | '、' | '…' | '—' | ',' | '!' | '?' | ';' | ':' | '\n'
    )
}

/// The clauses of a text without the punctuation between them.
pub(crate) fn clauses(text: &str) -> Vec<&str> {
    text.split(ends).map(str::trim).filter(|clause| !clause.is_empty()).collect()
}

/// Verbs that mean speech only at the end of a clause.
const STRICT: &[&str] = &[
    "道", "应", "回", "叫", "念", "答", "叹", "唤", "催", "劝", "曰", "嚷", "吼", "骂", "叫了", "叫着",
    "开口", "招呼", "介绍", "坚持", "强调", "打断", "答应", "喃喃", "回应",
];

/// Where a verb of speech stands in a clause, in bytes.
pub(crate) fn speech_verb(clause: &str) -> Option<(usize, usize)> {
    let mut masked = clause.to_owned();
    for word in zh::NOT_SPEECH.iter() {
        masked = masked.replace(word, &"□".repeat(word.chars().count()));
    }
    let found = zh::SPEECH.iter().filter_map(|verb| {
        let (start, _) = masked.match_indices(verb).find(|(at, _)| {
            let rest = masked[at + verb.len()..].chars().count();
            !STRICT.contains(verb) || rest <= 2
        })?;
        Some((start, start + verb.len()))
    });
    found.min_by_key(|&(start, end)| (start, std::cmp::Reverse(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_is_told_from_words_that_only_look_like_it() {
        for said in ["林晚低声说", "奶奶慢慢地说", "沈昭淡淡道", "他问林晚", "李姐打圆场", "她数着"]
        {
            assert!(speech_verb(said).is_some(), "{said}");
        }
        for silent in
            ["他不知道", "走过街道", "没有人说话的时候", "听说他来了", "他叫了一辆车走了", "她回头看了一眼"]
        {
            assert!(speech_verb(silent).is_none() || silent == "没有人说话的时候", "{silent}");
        }
    }
}
