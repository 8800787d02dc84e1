//! What the two readers hand on: the story as passages of spoken and narrated pieces.

use super::cast::Cast;
use xinggen_domain::{
    scene::{TimeOfDay, Weather},
    script::{Language, LineMode},
};

/// A stretch of words by one voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Index into the cast; nobody is the narrator.
    pub(crate) speaker: Option<usize>,
    pub(crate) mode: LineMode,
    pub(crate) text: String,
    pub(crate) action: String,
}

impl Piece {
    pub(crate) fn narrated(text: &str) -> Self {
        Self { speaker: None, mode: LineMode::VoiceOver, text: text.to_owned(), action: String::new() }
    }
}

/// What a screenplay's heading says of its scene; what it leaves open is inferred.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) place: Option<String>,
    pub(crate) interior: Option<bool>,
    pub(crate) time_of_day: Option<TimeOfDay>,
    pub(crate) weather: Option<Weather>,
}

/// A paragraph of prose, or a line of a screenplay.
#[derive(Debug, Clone, Default)]
pub(crate) struct Passage {
    /// A scene heading stands right before it.
    pub(crate) heading: Option<Heading>,
    /// A new section or chapter begins with it.
    pub(crate) opens: bool,
    /// It is the title of the story or of a chapter.
    pub(crate) title: bool,
    pub(crate) pieces: Vec<Piece>,
    /// What is told in it, quotations left out.
    pub(crate) told: String,
    /// Who acts or speaks in it.
    pub(crate) present: Vec<usize>,
}

/// A story, read.
pub(crate) struct Reading {
    pub(crate) language: Language,
    pub(crate) cast: Cast,
    pub(crate) passages: Vec<Passage>,
}
