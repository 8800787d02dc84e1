//! Attributions that only say who speaks and how (林晚低声说): they are shown, not narrated.

use super::clause::speech_verb;
use crate::text::{cast::Cast, lexicon::zh};

const LINKS: &[&str] = &["对着", "朝着", "向着", "对", "朝", "向", "跟", "和", "与", "冲", "在", "着"];

/// No attribution alone is longer than this, in bytes.
const LONGEST: usize = 1_000;
/// A single word is looked for in so many bytes in one step.
const BYTES_AT_ONCE: usize = 16;

/// Whether a clause is nothing but such an attribution.
pub(crate) fn is_bare(clause: &str, cast: &Cast) -> bool {
    let clause = clause.trim_matches(|c: char| !c.is_alphanumeric());
    cast.spend(clause.len());
    if clause.len() > LONGEST {
        return false;
    }
    let clause = blank(clause, cast);
    let Some((start, end)) = speech_verb(&clause) else {
        return false;
    };
    cast.spend(clause.len() * zh::MANNER.len() / BYTES_AT_ONCE);
    if !strip(&clause[end..]).is_empty() {
        return false;
    }
    let mut head = clause[..start].to_owned();
    // Whatever ends in 地 right before the verb tells the manner.
    if let Some(manner) = head.strip_suffix('地') {
        let cut = manner.char_indices().rev().take(6).map(|(at, _)| at).last().unwrap_or(0);
        let name = manner.rfind('□').map_or(cut, |at| at + '□'.len_utf8());
        head = manner[..name.max(cut)].to_owned();
    }
    strip(&head).is_empty()
}

/// The text with everybody in it blanked out.
fn blank(text: &str, cast: &Cast) -> String {
    let mut blanked = String::new();
    let mut at = 0;
    for mention in cast.mentions(text) {
        blanked.push_str(&text[at..mention.start]);
        blanked.push('□');
        at = mention.end;
    }
    blanked.push_str(&text[at..]);
    cast.spend(blanked.len() * zh::GROUPS.len() / BYTES_AT_ONCE);
    let blanked = zh::GROUPS.iter().fold(blanked, |text, group| text.replace(group, "□"));
    blanked.replace(['他', '她', '我', '它'], "□")
}

fn strip(text: &str) -> String {
    let mut rest = text.replace('□', "");
    for word in zh::MANNER.iter().chain(LINKS) {
        rest = rest.replace(word, "");
    }
    rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// What is told before a quotation, parted into what is narrated and the bare attribution at its end.
pub(crate) fn part_before<'a>(told: &'a str, cast: &Cast) -> (&'a str, &'a str) {
    let end = told.trim_end_matches(['：', ':', '，', ',', '—']);
    let start = end
        .rfind(['，', '。', '！', '？', '；', ',', '…', '”', '」'])
        .map_or(0, |at| at + end[at..].chars().next().map_or(1, char::len_utf8));
    if is_bare(&end[start..], cast) { (told[..start].trim_end(), end[start..].trim()) } else { (told, "") }
}

/// What is told behind a quotation, parted into the bare attribution at its start and what is narrated.
pub(crate) fn part_after<'a>(told: &'a str, cast: &Cast) -> (&'a str, &'a str) {
    let stop = |c: char| matches!(c, '。' | '！' | '？' | '：');
    let (end, next) = match told.find(stop) {
        Some(at) => (at, at + told[at..].chars().next().map_or(1, char::len_utf8)),
        None => (told.len(), told.len()),
    };
    let sentence = told[..end].trim_end_matches(['，', ',', '—']);
    let bare = sentence.split(['，', ',']).all(|clause| is_bare(clause, cast));
    if bare { (sentence, told[next..].trim_start()) } else { ("", told) }
}
