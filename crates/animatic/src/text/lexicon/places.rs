//! Places by their words: inside and outside. Longer words win over shorter ones that they contain.

use super::{Words, words};

const FILE: &str = include_str!("places.txt");

/// Inside, Chinese.
pub(crate) static INSIDE_ZH: Words = Words::new(|| words(FILE, "inside_zh"));

/// Outside, Chinese.
pub(crate) static OUTSIDE_ZH: Words = Words::new(|| words(FILE, "outside_zh"));

/// Inside, English.
pub(crate) static INSIDE_EN: Words = Words::new(|| words(FILE, "inside_en"));

/// Outside, English.
pub(crate) static OUTSIDE_EN: Words = Words::new(|| words(FILE, "outside_en"));

/// Words right before a Chinese place that say somebody is there or comes there.
pub(crate) static AT_ZH: Words = Words::new(|| words(FILE, "at_zh"));

/// Words right after a Chinese place that say the same.
pub(crate) static WITHIN_ZH: Words = Words::new(|| words(FILE, "within_zh"));

/// Verbs before which a place is only looked at, remembered or talked about.
pub(crate) static DISTANT_ZH: Words = Words::new(|| words(FILE, "distant_zh"));

/// Words right before an English place that say somebody is there or comes there.
pub(crate) static AT_EN: Words = Words::new(|| words(FILE, "at_en"));

/// Words near an English place that say it is only looked at or remembered.
pub(crate) static DISTANT_EN: Words = Words::new(|| words(FILE, "distant_en"));

/// Places that say too little to leave a better one for them.
pub(crate) static VAGUE: Words = Words::new(|| words(FILE, "vague"));

/// Where a story plays that names no place: inside and outside, by language.
pub(crate) const NOWHERE_ZH: (&str, &str) = ("房间", "街道");

/// The same in English.
pub(crate) const NOWHERE_EN: (&str, &str) = ("Room", "Street");
