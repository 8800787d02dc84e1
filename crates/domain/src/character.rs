//! The cast.

use crate::{CharacterId, DramaId, code::coded, time::Timestamp};

coded! {
    /// What is known of a person's gender; voices and looks follow it.
    pub enum Gender {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// The story does not say.
        Unknown = "unknown",
    }
}

coded! {
    /// A rough age, as far as a look and a voice need it.
    pub enum Age {
        /// Up to about 12.
        Child = "child",
        /// 13 to 30.
        Young = "young",
        /// 31 to 60.
        Adult = "adult",
        /// Above 60.
        Elder = "elder",
    }
}

/// A voice of a speech vendor, by the vendor's own name for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VoiceId(pub String);

/// A member of the cast. Kept for the whole drama: found again by name, never made twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Character {
    /// Its id.
    pub id: CharacterId,
    /// The drama it belongs to.
    pub drama_id: DramaId,
    /// The name, unique in the drama.
    pub name: String,
    /// Other names the story uses for the same person.
    pub aliases: Vec<String>,
    /// Gender, as far as the story tells.
    pub gender: Gender,
    /// Age, as far as the story tells.
    pub age: Age,
    /// What the person looks like and is like, in the story's language; may be empty.
    pub description: String,
    /// The voice, chosen once and kept.
    pub voice: Option<VoiceId>,
    /// Counts the changes; a writer with an old one is refused.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}
