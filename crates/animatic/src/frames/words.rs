//! Finding words in Chinese and English text.

/// Whether the text has one of the keys. Chinese keys match anywhere; English keys are lower-case and match
/// whole words (a plural `s` is allowed), or the beginning of a word when they end in `*`.
pub(crate) fn mentions(text: &str, keys: &[&str]) -> bool {
    position(text, keys).is_some()
}

/// Where in the text (in bytes) the first of the keys stands that stands at all.
pub(crate) fn position(text: &str, keys: &[&str]) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    keys.iter().find_map(|key| find(&lower, key))
}

fn find(text: &str, key: &str) -> Option<usize> {
    if key.is_empty() {
        return None;
    }
    if !key.is_ascii() {
        return text.find(key);
    }
    let stem = key.trim_end_matches('*');
    text.match_indices(stem).map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back();
        let behind = &text[at + stem.len()..];
        let ends = stem.len() < key.len() || !behind.trim_start_matches('s').starts_with(in_word);
        ends && !before.is_some_and(in_word)
    })
}

fn in_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
}

/// Whether the text has Chinese characters.
pub(crate) fn is_chinese(text: &str) -> bool {
    text.chars().any(|letter| matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_keys_are_words_and_chinese_keys_are_parts() {
        assert!(mentions("The Ring glows", &["ring"]) && mentions("two rings", &["ring"]));
        assert!(!mentions("spring wind", &["ring"]) && !mentions("ringing", &["ring"]));
        assert!(mentions("she smiles", &["smil*"]) && mentions("老式咖啡馆", &["咖啡"]));
        assert!(!mentions("", &["a"]) && !mentions("anything", &[""]));
    }
}
