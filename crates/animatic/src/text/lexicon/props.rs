//! Things that can matter to a plot and can be drawn.

use super::{Words, words};

const FILE: &str = include_str!("props.txt");

/// Chinese, longer words first where one contains another.
pub(crate) static ZH: Words = Words::new(|| words(FILE, "zh"));

/// English, longer ones first where one contains another.
pub(crate) static EN: Words = Words::new(|| words(FILE, "en"));
