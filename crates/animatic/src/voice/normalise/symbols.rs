//! Single characters.

/// Whether it is a Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Full-width letters, digits and signs as plain ones, and curly apostrophes straight.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '’' | '‘' | 'ʼ' => '\'',
        '−' | '–' => '-',
        '￥' => '¥',
        '〜' => '~',
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// What the speech program is given for a character: brackets and marks inside a clause as a short pause, and
/// nothing for quotes, pictures, markup and control characters.
pub(super) fn spoken(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() => Some(' '),
        '\'' | ',' | '.' | ' ' | '-' => Some(c),
        '(' | ')' | '[' | ']' | '{' | '}' | '【' | '】' | '〔' | '〕' => Some(','),
        ';' | ':' | '!' | '?' | '。' | '、' | '…' | '—' => Some(','),
        '/' | '_' | '|' | '\\' => Some(' '),
        c if is_han(c) || c.is_alphanumeric() && !is_ornament(c) => Some(c),
        _ => None,
    }
}

/// Letters and digits in circles and squares, which count as pictures.
fn is_ornament(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{1f100}'..='\u{1f2ff}')
}
