//! Cutting a line into clauses: what is spoken in one breath, and the pause behind it.

/// Titles whose full stop ends nothing.
const TITLES: &[&str] =
    &["Mr", "Mrs", "Ms", "Dr", "St", "Prof", "Gen", "Capt", "Lt", "Sgt", "Col", "Rev", "Hon", "vs", "Mt"];

/// A clause of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause<'a> {
    /// Characters of the line before it; white space belongs to the clause behind it.
    pub(super) start: u32,
    /// Its text with everything up to the next clause.
    pub(super) text: &'a str,
    /// The silence behind it in milliseconds.
    pub(super) pause_ms: u32,
    /// How the voice ends it: `.`, `,`, `?` or `!`.
    pub(super) ending: char,
}

/// The clauses of a line, together every character of it.
pub(super) fn clauses(text: &str) -> Vec<Clause<'_>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut clauses = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < chars.len() {
        let end = end_of_clause(&chars, at);
        if let Some(end) = end {
            clauses.push(clause(text, &chars, start, end));
            start = end;
        }
        at = end.unwrap_or(at + 1);
    }
    if start < chars.len() {
        clauses.push(clause(text, &chars, start, chars.len()));
    }
    clauses
}

fn clause<'a>(text: &'a str, chars: &[(usize, char)], start: usize, end: usize) -> Clause<'a> {
    let byte = |at: usize| chars.get(at).map_or(text.len(), |&(byte, _)| byte);
    let ends = chars[start..end].iter().rev().map(|&(_, c)| c);
    let mut best = (0, '.');
    for c in ends.take_while(|&c| !c.is_alphanumeric()) {
        best = best.max(weight(c));
    }
    Clause { start: start as u32, text: &text[byte(start)..byte(end)], pause_ms: best.0, ending: best.1 }
}

/// The pause behind a mark, in milliseconds, and how the voice ends before it.
fn weight(c: char) -> (u32, char) {
    match c {
        '?' | '？' => (222, '?'),
        '!' | '！' => (221, '!'),
        '.' | '。' | '．' | '…' | '\n' => (220, '.'),
        '—' | '–' | '-' | '；' | ';' => (180, ','),
        '：' | ':' => (150, ','),
        '，' | ',' => (120, ','),
        '、' => (70, ','),
        _ => (0, ','),
    }
}

/// Where the clause that the mark at `at` ends is over, if it ends one: behind all marks and closing quotes.
fn end_of_clause(chars: &[(usize, char)], at: usize) -> Option<usize> {
    let c = chars[at].1;
    if !is_mark(chars, at) {
        return None;
    }
    let end = (at + 1..chars.len())
        .find(|&next| !is_mark(chars, next) && !closes(chars[next].1))
        .unwrap_or(chars.len());
    let next = chars.get(end).map(|&(_, c)| c);
    let open = next.is_none_or(|next| next.is_whitespace() || !next.is_ascii());
    let inside = c.is_ascii() && !open && end == at + 1 || c == '.' && abbreviated(chars, at, end);
    (!inside).then_some(end)
}

fn is_mark(chars: &[(usize, char)], at: usize) -> bool {
    let around = |by: isize| at.checked_add_signed(by).and_then(|at| chars.get(at)).map(|&(_, c)| c);
    let digits = || [around(-1), around(1)].iter().all(|c| c.is_some_and(|c| c.is_ascii_digit()));
    let spaced = || [around(-1), around(1)].iter().all(|c| c.is_some_and(char::is_whitespace));
    match chars[at].1 {
        '：' | '．' | ':' => !digits(),
        '，' | '。' | '！' | '？' | '；' | '、' | '…' | '—' | ',' | '.' | '!' | '?' | ';' | '\n' => {
            true
        }
        '-' => around(-1) == Some('-') || around(1) == Some('-') || spaced(),
        '–' => spaced(),
        _ => false,
    }
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '"' | '\'' | ')' | '）' | '》' | ']' | '】')
}

/// Whether the full stop at `at` belongs to a title, an initial or an abbreviation like `e.g.`.
fn abbreviated(chars: &[(usize, char)], at: usize, end: usize) -> bool {
    let word: String = chars[..at]
        .iter()
        .rev()
        .map(|&(_, c)| c)
        .take_while(|&c| c.is_ascii_alphabetic() || c == '.')
        .collect();
    let word: String = word.chars().rev().collect();
    let next = chars[end.min(chars.len())..].iter().map(|&(_, c)| c).find(|c| !c.is_whitespace());
    let initial = word.len() == 1 && word != "I" && word.chars().all(|c| c.is_ascii_uppercase());
    let numbered = word == "No" && next.is_some_and(|c| c.is_ascii_digit());
    let dotted = word.contains('.') && next.is_some_and(|c| !c.is_uppercase());
    next.is_some() && (TITLES.contains(&word.as_str()) || initial || numbered || dotted)
}

#[cfg(test)]
mod tests {
    use super::clauses;

    fn texts(line: &str) -> Vec<(u32, &str, u32, char)> {
        clauses(line).iter().map(|c| (c.start, c.text, c.pause_ms / 10 * 10, c.ending)).collect()
    }

    #[test]
    fn a_clause_ends_behind_its_marks_and_quotes() {
        assert_eq!(
            texts("他说：“走吧！”我点头，没说话……"),
            [
                (0, "他说：", 150, ','),
                (3, "“走吧！”", 220, '!'),
                (8, "我点头，", 120, ','),
                (12, "没说话……", 220, '.'),
            ]
        );
        assert_eq!(
            texts("\"Go,\" she said. Now?"),
            [(0, "\"Go,\"", 120, ','), (5, " she said.", 220, '.'), (15, " Now?", 220, '?')]
        );
    }

    #[test]
    fn marks_inside_numbers_and_abbreviations_end_nothing() {
        for line in
            ["Mr. Smith met Dr. J. Lee at 3.5 or 12:30 e.g. here", "共1,000人在12：30到3.5米处", "don’t go"]
        {
            assert_eq!(clauses(line).len(), 1, "{line}");
        }
        assert_eq!(clauses("No. I won't.").len(), 2);
    }

    #[test]
    fn dashes_end_clauses_and_hyphens_do_not() {
        assert_eq!(clauses("他——走了").len(), 2);
        assert_eq!(clauses("He left -- at last - yes").len(), 3);
        assert_eq!(clauses("a well-known man").len(), 1);
    }

    #[test]
    fn clauses_are_the_whole_line() {
        for line in ["", "。。。", " 你好 ,  world...  ok", "“嗯。”", "甲、乙、丙"] {
            assert_eq!(clauses(line).iter().map(|c| c.text).collect::<String>(), line);
        }
    }
}
