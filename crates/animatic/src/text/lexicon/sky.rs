//! Times of day and weather, and the words that move a story to another time.

use super::{Rows, Words, rows, words};
use xinggen_domain::scene::{TimeOfDay, Weather};

const FILE: &str = include_str!("sky.txt");

/// Times of day, Chinese; longer words first where one contains another.
pub(crate) static TIMES_ZH: Rows<TimeOfDay> = Rows::new(|| rows(FILE, "times_zh"));

/// Times of day, English.
pub(crate) static TIMES_EN: Rows<TimeOfDay> = Rows::new(|| rows(FILE, "times_en"));

/// Single words of a screenplay's heading.
pub(crate) static HEADING_TIMES: Rows<TimeOfDay> = Rows::new(|| rows(FILE, "heading_times"));

/// Weather, Chinese.
pub(crate) static WEATHER_ZH: Rows<Weather> = Rows::new(|| rows(FILE, "weather_zh"));

/// Weather, English.
pub(crate) static WEATHER_EN: Rows<Weather> = Rows::new(|| rows(FILE, "weather_en"));

/// What a paragraph of prose begins with when time has passed, Chinese.
pub(crate) static JUMPS_ZH: Words = Words::new(|| words(FILE, "jumps_zh"));

/// The same in English.
pub(crate) static JUMPS_EN: Words = Words::new(|| words(FILE, "jumps_en"));
