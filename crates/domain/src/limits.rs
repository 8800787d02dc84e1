//! What people may enter: how long texts may be, and what may be wrong with a value.

mod address;
mod invisible;

pub use address::AddressFault;
pub use invisible::{is_invisible, turns_direction};

use std::fmt;

/// How long a text may be, in characters, and whether it may have several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextLimit {
    /// At least this many characters, white space at both ends not counted.
    pub least: u32,
    /// At most this many.
    pub most: u32,
    /// Whether it may have line breaks and tabs.
    pub rows: bool,
}

/// The title of a drama or an episode.
pub const TITLE: TextLimit = TextLimit { least: 1, most: 200, rows: false };
/// The part of a story that an episode tells.
pub const SOURCE: TextLimit = TextLimit { least: 1, most: 20_000, rows: true };
/// The most bytes of a story: 20,000 characters of up to four bytes with a line break of two bytes behind each. White
/// space does not count among the characters, so this is what bounds it.
pub const STORY_BYTES: u32 = 20_000 * BYTES_PER_CHARACTER;
/// The bytes of UTF-8 that a text may have for each character it may have: four, and a line break of two.
pub const BYTES_PER_CHARACTER: u32 = 6;
/// The most shots that an episode can be given by hand. A storyboard that was drawn up may have more.
pub const SHOTS: u32 = 1_000;
/// The most lines that the shots of an episode can be given by hand, all together.
pub const LINES: u32 = 3_000;
/// The name of a character or a prop, an alias, the place of a scene.
pub const NAME: TextLimit = TextLimit { least: 1, most: 100, rows: false };
/// What somebody or something looks like.
pub const DESCRIPTION: TextLimit = TextLimit { least: 0, most: 2_000, rows: true };
/// What happens in a shot, or what a model is told of it.
pub const PROMPT: TextLimit = TextLimit { least: 0, most: 2_000, rows: true };
/// A spoken line. It stands in subtitles, where an empty row would end it.
pub const SPOKEN: TextLimit = TextLimit { least: 1, most: 500, rows: false };
/// How many aliases a character may have.
pub const ALIASES: u32 = 20;

impl TextLimit {
    /// The text without white space at its ends, if that is within the limit. Control characters are refused:
    /// no font shows them, and databases cannot keep all of them. A text of one row has no other line breaks either,
    /// and nothing that turns the direction of what follows it: names stand in lists and sentences beside other words.
    ///
    /// # Errors
    /// [`Problem::Characters`], [`Problem::Length`], [`Problem::Invisible`], or [`Problem::Bytes`] when it has more than
    /// [`BYTES_PER_CHARACTER`] for each of the most characters, the white space at its ends included.
    pub fn take(self, text: &str) -> Result<String, Problem> {
        let bytes = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let text = text.trim();
        let breaks = |c: char| self.rows && matches!(c, '\n' | '\r' | '\t');
        let strange = |c: char| c.is_control() && !breaks(c) || !self.rows && turns_direction(c);
        if text.chars().any(strange) {
            return Err(Problem::Characters);
        }
        if self.least > 0 && !text.is_empty() && text.chars().all(is_invisible) {
            return Err(Problem::Invisible);
        }
        let found = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        if !(self.least..=self.most).contains(&found) {
            return Err(Problem::Length { least: self.least, most: self.most, found });
        }
        let most = self.most.saturating_mul(BYTES_PER_CHARACTER);
        if bytes > most { Err(Problem::Bytes { most, found: bytes }) } else { Ok(text.to_owned()) }
    }
}

/// What is wrong with a value that somebody entered, and what is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Too short or too long.
    Length {
        /// The fewest characters.
        least: u32,
        /// The most characters.
        most: u32,
        /// How many it has.
        found: u32,
    },
    /// Too many bytes of UTF-8, white space included.
    Bytes {
        /// The most bytes.
        most: u32,
        /// How many it has.
        found: u32,
    },
    /// It has control characters, or line breaks or marks of direction where there can be none.
    Characters,
    /// Nothing of it can be seen.
    Invisible,
    /// Too small or too large.
    Range {
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
    },
    /// Not a multiple.
    Step {
        /// Of this.
        step: u32,
    },
    /// A list has too many entries.
    TooMany {
        /// The most it may have.
        most: u32,
    },
    /// A list has too few entries.
    TooFew {
        /// The fewest it may have.
        least: u32,
    },
    /// A list names the same thing twice.
    Repeated,
    /// There is no such thing to choose here.
    Unknown,
    /// Another one has it already.
    Taken,
    /// It must lie in the future.
    Past,
    /// No vendor can be there.
    Address(AddressFault),
    /// It must be entered again when something else is changed.
    NeededAgain,
    /// It is needed here, and was not given.
    Missing,
    /// It does not go with the other values.
    Unfit,
    /// A password that is easy to guess.
    Weak,
    /// A password that is the e-mail or the phone number.
    IsIdentity,
}

impl Problem {
    /// The stable code of the problem.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length { .. } => "length",
            Self::Bytes { .. } => "bytes",
            Self::Characters => "characters",
            Self::Invisible => "invisible",
            Self::Range { .. } => "range",
            Self::Step { .. } => "step",
            Self::TooMany { .. } => "too_many",
            Self::TooFew { .. } => "too_few",
            Self::Repeated => "repeated",
            Self::Unknown => "unknown",
            Self::Taken => "taken",
            Self::Past => "past",
            Self::Address(fault) => fault.code(),
            Self::NeededAgain => "needed_again",
            Self::Missing => "missing",
            Self::Unfit => "unknown_value",
            Self::Weak => "weak",
            Self::IsIdentity => "is_identity",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { least, most, found } => {
                write!(f, "must have {least} to {most} characters, but has {found}")
            }
            Self::Bytes { most, found } => {
                write!(f, "must have at most {most} bytes in UTF-8, white space included, but has {found}")
            }
            Self::Characters => f.write_str(
                "must have no control characters, no line breaks and no marks that turn the direction of text",
            ),
            Self::Invisible => f.write_str("must have characters that can be seen"),
            Self::Range { least, most } => write!(f, "must be {least} to {most}"),
            Self::Step { step } => write!(f, "must be a multiple of {step}"),
            Self::TooMany { most } => write!(f, "must have at most {most} entries"),
            Self::TooFew { least } => write!(f, "must have at least {least} entries"),
            Self::Repeated => f.write_str("must not have the same entry twice"),
            Self::Unknown => f.write_str("is none of those that there are here"),
            Self::Taken => f.write_str("is taken already"),
            Self::Past => f.write_str("must be in the future"),
            Self::Address(fault) => f.write_str(fault.words()),
            Self::NeededAgain => f.write_str("must be entered again, because the address is another"),
            Self::Missing => f.write_str("is needed here"),
            Self::Unfit => f.write_str("does not go with the other values"),
            Self::Weak => f.write_str("is easy to guess: take a longer one, or several unrelated words"),
            Self::IsIdentity => f.write_str("must not be the e-mail or the phone number"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_not_bytes_and_not_the_white_space_around() {
        assert_eq!(TITLE.take("  雪夜归人\n"), Ok("雪夜归人".to_owned()));
        assert_eq!(TITLE.take(&"雪".repeat(200)), Ok("雪".repeat(200)));
        let long = Problem::Length { least: 1, most: 200, found: 201 };
        assert_eq!(TITLE.take(&"雪".repeat(201)), Err(long));
        assert_eq!(TITLE.take(" \n "), Err(Problem::Length { least: 1, most: 200, found: 0 }));
        assert_eq!(DESCRIPTION.take(" "), Ok(String::new()));
    }

    #[test]
    fn white_space_between_counts_so_bytes_are_bounded_by_characters() {
        let spaced = format!("一{}二", " ".repeat(20_000));
        let long = Problem::Length { least: 1, most: 20_000, found: 20_002 };
        assert_eq!(SOURCE.take(&spaced), Err(long));
        let largest = SOURCE.take(&"🏮".repeat(20_000)).expect("within the limit");
        assert_eq!(largest.len(), 80_000);
    }

    #[test]
    fn white_space_at_the_ends_counts_among_the_bytes() {
        let blank = |count: usize| format!("{}好\n", " ".repeat(count));
        assert_eq!(SOURCE.take(&blank(119_996)), Ok("好".to_owned()));
        let wide = Problem::Bytes { most: 120_000, found: 120_001 };
        assert_eq!(SOURCE.take(&blank(119_997)), Err(wide));
        assert_eq!(NAME.take(&blank(700)), Err(Problem::Bytes { most: 600, found: 704 }));
    }

    #[test]
    fn control_characters_are_refused_and_rows_only_where_they_fit() {
        for text in ["a\u{0}b", "a\u{1b}b", "a\u{85}b"] {
            assert_eq!(SOURCE.take(text), Err(Problem::Characters), "{text:?}");
        }
        assert_eq!(SOURCE.take("一\r\n\t二"), Ok("一\r\n\t二".to_owned()));
        assert_eq!(SPOKEN.take("一\n二"), Err(Problem::Characters));
        assert_eq!(SPOKEN.take("一\u{2028}二"), Err(Problem::Characters), "a line break of Unicode");
    }

    #[test]
    fn a_name_without_a_visible_character_is_refused() {
        for text in [
            "\u{200b}",
            "\u{feff}\u{200d}",
            "\u{3164}",
            "\u{2800}\u{2800}",
            "\u{115f}\u{1160}",
            "\u{ffa0}",
            "\u{e0041}\u{e007f}",
            "\u{fe0f}",
            "\u{e0100}",
            "\u{ad}",
            "\u{2060} \u{3000}\u{180e}",
            "\u{200e}",
        ] {
            assert_eq!(NAME.take(text), Err(Problem::Invisible), "{text:?}");
            assert_eq!(SOURCE.take(text), Err(Problem::Invisible), "{text:?}");
        }
        assert_eq!(DESCRIPTION.take("\u{200b}"), Ok("\u{200b}".to_owned()), "it may be empty as well");
    }

    #[test]
    fn what_joins_and_varies_visible_characters_stays() {
        for text in [
            "林晚",
            "Lin Wan",
            "👩\u{200d}🚒",
            "❤\u{fe0f}",
            "क\u{94d}\u{200d}ष",
            "葛\u{e0100}城",
            "نه\u{200c}ر",
            "a\u{200b}b",
        ] {
            assert_eq!(NAME.take(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn names_do_not_turn_the_direction_of_what_follows() {
        for mark in ["\u{202e}", "\u{202a}", "\u{202c}", "\u{2066}", "\u{2069}"] {
            assert_eq!(NAME.take(&format!("林{mark}晚")), Err(Problem::Characters), "{mark:?}");
            assert_eq!(TITLE.take(&format!("{mark}gpj.exe")), Err(Problem::Characters), "{mark:?}");
            assert!(
                SOURCE.take(&format!("林{mark}晚")).is_ok(),
                "a story may quote other languages: {mark:?}"
            );
        }
        assert!(NAME.take("שלום\u{200f}!").is_ok(), "marks that turn nothing but themselves");
    }
}
