//! Subtitles: when which words stand in the picture.

mod chunk;
mod srt;

pub use chunk::cues_of_line;
pub use srt::to_srt;

use crate::time::Millis;

/// A point at which speech and text meet: at `ms` the word that begins at character `chars` is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpeechMark {
    /// Characters (not bytes) of the text before this point.
    pub chars: u32,
    /// Milliseconds from the start of the voice.
    pub ms: Millis,
}

/// One subtitle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// When it appears.
    pub start_ms: Millis,
    /// When it goes; after `start_ms`.
    pub end_ms: Millis,
    /// One or two rows of text.
    pub rows: Vec<String>,
    /// The speaker's name; nobody for the narrator.
    pub speaker: Option<String>,
}

impl Cue {
    /// The same cue, later.
    #[must_use]
    pub fn shifted(mut self, by: Millis) -> Self {
        self.start_ms += by;
        self.end_ms += by;
        self
    }
}
