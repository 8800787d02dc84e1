use super::{Cue, SpeechMark};
use crate::{drama::AspectRatio, time::Millis};

impl AspectRatio {
    /// How many cells a row of subtitles has; a Chinese character takes two, a Latin letter one.
    #[must_use]
    pub const fn subtitle_cells(self) -> usize {
        match self {
            Self::Portrait | Self::Square => 30,
            Self::Landscape => 52,
        }
    }
}

/// The cues of one line: cut behind clauses so that each fits two rows of `cells`, timed by the marks of its
/// voice, which is `duration_ms` long. Times count from the start of the voice.
#[must_use]
pub fn cues_of_line(
    text: &str,
    speaker: Option<&str>,
    marks: &[SpeechMark],
    duration_ms: Millis,
    cells: usize,
) -> Vec<Cue> {
    let total = text.chars().count() as u32;
    let mut at = 0;
    let mut cues = Vec::new();
    for chunk in chunks(text, cells * 2 - 2) {
        let start_ms = time_of(at, total, marks, duration_ms);
        at += chunk.chars().count() as u32;
        let end_ms = time_of(at, total, marks, duration_ms).max(start_ms + 1);
        cues.push(Cue {
            start_ms,
            end_ms,
            rows: rows(chunk.trim(), cells),
            speaker: speaker.map(str::to_owned),
        });
    }
    cues.retain(|cue| !cue.rows.is_empty());
    cues
}

/// Between two marks words are taken to follow each other evenly.
fn time_of(chars: u32, total: u32, marks: &[SpeechMark], duration_ms: Millis) -> Millis {
    let ends = [SpeechMark { chars: 0, ms: 0 }, SpeechMark { chars: total, ms: duration_ms }];
    let before = marks.iter().rev().find(|mark| mark.chars <= chars).copied().unwrap_or(ends[0]);
    let after = marks.iter().find(|mark| mark.chars > chars).copied().unwrap_or(ends[1]);
    if chars >= total || after.chars <= before.chars {
        return if chars >= total { duration_ms } else { before.ms };
    }
    before.ms + after.ms.saturating_sub(before.ms) * (chars - before.chars) / (after.chars - before.chars)
}

fn width(c: char) -> usize {
    if c < '\u{1100}' || matches!(c, '\u{2010}'..='\u{2027}') { 1 } else { 2 }
}

fn cells_of(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '！' | '？' | '；' | '：' | '、' | '…' | '—' | ',' | '.' | '!' | '?' | ';' | ':'
    )
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '"' | '\'' | ')' | '）' | '》')
}

/// Whole clauses as long as they fit, together every character of the text.
fn chunks(text: &str, limit: usize) -> Vec<&str> {
    let mut chunks: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for piece in pieces(text, limit) {
        let piece_end = end + piece.len();
        if end > start && cells_of(text[start..piece_end].trim()) > limit {
            chunks.push(&text[start..end]);
            start = end;
        }
        end = piece_end;
    }
    if end > start {
        chunks.push(&text[start..end]);
    }
    chunks
}

/// Clauses; one that is longer than a cue is cut at spaces, or anywhere in Chinese.
fn pieces(text: &str, limit: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut cells) = (0, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        cells += width(c);
        let next = chars.peek().map(|&(_, next)| next);
        let apart =
            |n: char| n.is_whitespace() || c.len_utf8() > 1 && !(closes(c) && n.is_ascii_alphanumeric());
        let clause = (ends_clause(c) || closes(c) && end > start)
            && next.is_none_or(|n| !ends_clause(n) && !closes(n) && apart(n));
        let full = cells >= limit.saturating_sub(12)
            && (c.is_whitespace()
                || width(c) == 2 && next.is_some_and(|n| width(n) == 2 && !ends_clause(n) && !closes(n)));
        if clause || full {
            pieces.push(&text[start..end]);
            (start, cells) = (end, 0);
        }
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// One row if it fits, otherwise two that fit: broken behind a clause where one ends, else at a space or anywhere in
/// Chinese but before punctuation, as evenly as can be.
fn rows(text: &str, cells: usize) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let total = cells_of(text);
    if total <= cells {
        return vec![text.to_owned()];
    }
    let mut best = None;
    let mut before = 0;
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let in_chinese = at > 0 && (width(c) == 2 || width(last) == 2) && !ends_clause(c) && !closes(c);
        let longer = before.max(total - before);
        let rank = (longer > cells, !ends_clause(last) && !closes(last), longer);
        if (c.is_whitespace() || in_chinese) && best.is_none_or(|(_, least)| rank < least) {
            best = Some((at, rank));
        }
        before += width(c);
        last = c;
    }
    match best {
        Some((at, _)) => vec![text[..at].trim().to_owned(), text[at..].trim().to_owned()],
        None => vec![text.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cues: &[Cue]) -> Vec<String> {
        cues.iter().map(|cue| cue.rows.join("|")).collect()
    }

    #[test]
    fn a_short_line_is_one_cue_as_long_as_its_voice() {
        let cues = cues_of_line("你回来了。", Some("林晚"), &[], 1500, 30);
        assert_eq!(texts(&cues), ["你回来了。"]);
        assert_eq!((cues[0].start_ms, cues[0].end_ms), (0, 1500));
    }

    #[test]
    fn a_long_line_is_cut_behind_clauses_at_the_marks() {
        let text = "那年冬天雪下得很大，整座城都安静下来，连街角卖馄饨的老人也收了摊，只剩下一盏灯还亮着。";
        let at = text.chars().take_while(|c| *c != '连').count() as u32;
        let cues = cues_of_line(text, None, &[SpeechMark { chars: at, ms: 4000 }], 9000, 30);
        assert_eq!(cues.concat_text(), text);
        assert!(cues.iter().all(|cue| cue.rows.len() <= 2 && cue.rows.iter().all(|row| cells_of(row) <= 34)));
        assert_eq!(cues.last().map(|cue| cue.end_ms), Some(9000));
        assert!(cues.windows(2).all(|pair| pair[0].end_ms == pair[1].start_ms));
    }

    #[test]
    fn a_decimal_point_is_no_clause() {
        assert_eq!(pieces("I don’t know, she said.", 60), ["I don’t know,", " she said."]);
        assert_eq!(pieces("It cost 3.50 in all, she said.", 60), ["It cost 3.50 in all,", " she said."]);
    }

    #[test]
    fn rows_break_behind_a_clause_when_both_fit() {
        assert_eq!(rows("路上雪大，车坏了，我是走回来的。", 30), ["路上雪大，车坏了，", "我是走回来的。"]);
        assert_eq!(
            rows("I waited all night, and then you came.", 24),
            ["I waited all night,", "and then you came."]
        );
    }

    #[test]
    fn a_word_without_end_is_shown_whole() {
        let text = "a".repeat(200);
        assert_eq!(cues_of_line(&text, None, &[], 1000, 30).concat_text(), text);
    }

    trait ConcatText {
        fn concat_text(&self) -> String;
    }
    impl ConcatText for Vec<Cue> {
        fn concat_text(&self) -> String {
            self.iter().flat_map(|cue| &cue.rows).cloned().collect()
        }
    }
}
