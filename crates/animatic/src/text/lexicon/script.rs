//! What stands before the colon of a screenplay's line.

use super::{Words, words};

const FILE: &str = include_str!("script.txt");

/// Words before a colon that are no names.
pub(crate) static KEYS: Words = Words::new(|| words(FILE, "keys"));

/// Cues of nobody in the story.
pub(crate) static NARRATORS: Words = Words::new(|| words(FILE, "narrators"));

/// Marks of a speaker who is there but not in the picture.
pub(crate) static OFF_SCREEN: Words = Words::new(|| words(FILE, "off_screen"));

/// Marks of a voice over the picture.
pub(crate) static VOICE_OVER: Words = Words::new(|| words(FILE, "voice_over"));
