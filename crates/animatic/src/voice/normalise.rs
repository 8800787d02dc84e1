//! From written to spoken words: numbers, dates, symbols and abbreviations as they are said, quotes and pictures
//! left out, and text of two languages taken apart.

mod chinese;
mod english;
mod numeral;
mod symbols;

use xinggen_domain::script::Language;

/// Some words of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// In which language they are to be spoken.
    pub(super) language: Language,
    /// The words; Chinese without digits and Latin letters, English in letters, digits and plain punctuation.
    pub(super) text: String,
}

/// What is to be spoken of a clause of a text in `language`; nothing when it has no words.
pub(super) fn segments(clause: &str, language: Language) -> Vec<Segment> {
    let folded: String = clause.chars().map(symbols::fold).collect();
    let written = match language {
        Language::Chinese => chinese::expand(&folded),
        Language::English => english::expand(&folded),
    };
    let mut segments: Vec<Segment> = Vec::new();
    for c in written.chars().filter_map(symbols::spoken) {
        let own = language_of(c);
        match segments.last_mut() {
            Some(last) if own.is_none_or(|own| own == last.language) => last.text.push(c),
            None if own.is_none() => {}
            _ => segments.push(Segment { language: own.unwrap_or(language), text: c.to_string() }),
        }
    }
    for segment in &mut segments {
        if language == Language::Chinese && segment.language == Language::English {
            segment.text = english::expand(&english::spell_acronyms(&segment.text));
        }
        segment.text = segment.text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    }
    segments.retain(|segment| !segment.text.is_empty());
    segments
}

/// The language of a letter; digits count as English, since Chinese ones are written out before.
fn language_of(c: char) -> Option<Language> {
    if symbols::is_han(c) {
        Some(Language::Chinese)
    } else if c.is_alphanumeric() {
        Some(Language::English)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
