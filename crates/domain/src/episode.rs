//! An episode, and how a story is divided into episodes.

use crate::{DramaId, EpisodeId, time::Timestamp};

/// One part of a drama, 1 to 3 minutes on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// Its id.
    pub id: EpisodeId,
    /// The drama it belongs to.
    pub drama_id: DramaId,
    /// Its place in the drama, from 1.
    pub number: u32,
    /// Its title, 1 to 200 characters.
    pub title: String,
    /// The part of the story that it tells.
    pub source: String,
    /// Counts the changes; a writer with an old one is refused.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// One episode's part of a story, as a text model divides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpisodeSource {
    /// A title, when the story has one for this part.
    pub title: Option<String>,
    /// The text, whole sentences, in the story's order.
    pub text: String,
}
