//! Clauses of a Chinese sentence, and where in one somebody speaks.

use crate::text::{find::Hit, lexicon::zh};

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

/// How many characters may stand behind a strict verb.
const BEHIND_STRICT: usize = 2;

/// Where a verb of speech stands in a clause, in bytes.
pub(crate) fn speech_verb(clause: &str) -> Option<(usize, usize)> {
    speech_verb_within(clause, 0)
}

/// The same in the beginning of a clause, behind which so many more characters stand.
pub(crate) fn speech_verb_within(clause: &str, more: usize) -> Option<(usize, usize)> {
    let masks = masks(clause);
    let masked = |start: usize, end: usize| {
        let at = masks.partition_point(|mask| mask.1 <= start);
        masks.get(at).is_some_and(|mask| mask.0 < end)
    };
    let fits = |hit: &Hit| {
        let last = || more + clause[hit.end..].chars().take(BEHIND_STRICT + 1).count() <= BEHIND_STRICT;
        !masked(hit.start, hit.end) && (!STRICT.contains(&zh::SPEECH[hit.word]) || last())
    };
    zh::SPEECH.finder().first(clause, fits).map(|hit| (hit.start, hit.end))
}

/// Words that contain a verb of speech and mean something else, from left to right. Of words that overlap, the one
/// that stands earlier in the list counts.
fn masks(clause: &str) -> Vec<(usize, usize)> {
    let mut hits: Vec<Hit> = zh::NOT_SPEECH.finder().hits(clause).collect();
    if hits.len() > 1 {
        hits.sort_unstable_by_key(|hit| (hit.word, hit.start));
        let mut taken = vec![false; clause.len()];
        hits.retain(|hit| {
            let free = !taken[hit.start..hit.end].contains(&true);
            if free {
                taken[hit.start..hit.end].fill(true);
            }
            free
        });
    }
    let mut masks: Vec<(usize, usize)> = hits.into_iter().map(|hit| (hit.start, hit.end)).collect();
    masks.sort_unstable();
    masks
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
