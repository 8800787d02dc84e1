//! Which language a text is in, and how long it takes to say it.

use xinggen_domain::script::Language;

const ZH_CHARACTERS_PER_SECOND: f64 = 4.3;
const EN_WORDS_PER_SECOND: f64 = 2.6;
/// Silence that follows a sentence, in milliseconds.
const PAUSE_MS: f64 = 500.0;

/// Whether a character is a Chinese one (or a sign that stands for a whole word of its own).
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}' | '〇')
}

/// Chinese when at least a fifth of letters are: an English word has about five letters.
pub(crate) fn language_of(text: &str) -> Language {
    let han = text.chars().filter(|&c| is_han(c)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    if han * 5 >= latin && han > 0 { Language::Chinese } else { Language::English }
}

/// Chinese characters and words of other scripts.
pub(crate) fn units(text: &str) -> (usize, usize) {
    let mut han = 0;
    let mut words = 0;
    let mut inside = false;
    for c in text.chars() {
        if is_han(c) {
            han += 1;
            inside = false;
        } else if c.is_alphanumeric() {
            words += usize::from(!inside);
            inside = true;
        } else if !matches!(c, '\'' | '’' | '-') {
            inside = false;
        }
    }
    (han, words)
}

/// How long one sentence is, in the unit of its language: Chinese characters, or English words. A foreign word
/// counts as two characters, a Chinese character as one word.
pub(crate) fn length(text: &str, language: Language) -> usize {
    let (han, words) = units(text);
    match language {
        Language::Chinese => han + 2 * words,
        Language::English => words + han,
    }
}

/// Estimated speech in milliseconds: 4.3 Chinese characters or 2.6 English words a second, and half a second
/// after each sentence.
pub(crate) fn speech_ms(text: &str) -> u32 {
    let (han, words) = units(text);
    if han + words == 0 {
        return 0;
    }
    let spoken = han as f64 / ZH_CHARACTERS_PER_SECOND + words as f64 / EN_WORDS_PER_SECOND;
    let pauses = super::sentence::sentences(text).len().max(1) as f64;
    (spoken * 1000.0 + pauses * PAUSE_MS).round() as u32
}
