use crate::view::{Age, Gender};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{Id, character::Character};

/// A member of the cast, kept for the whole drama.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Character)]
pub(crate) struct CharacterView {
    /// Its id.
    pub(super) id: Uuid,
    /// The drama it belongs to.
    drama_id: Uuid,
    /// Its name, unique in the drama.
    #[schema(examples("林晚"))]
    name: String,
    /// Other names that the story uses for the same person.
    #[schema(examples("小林"))]
    aliases: Vec<String>,
    /// Its gender, as far as the story tells.
    gender: Gender,
    /// Its age, as far as the story tells.
    age: Age,
    /// What the person looks like and is like; may be empty.
    #[schema(examples("短发，灰大衣"))]
    description: String,
    /// Its voice, by the speech vendor's own name; none until one is chosen.
    #[schema(required)]
    voice: Option<String>,
    /// Counts the changes; the `ETag`.
    #[schema(minimum = 1)]
    pub(super) version: i64,
    /// When it was made.
    created_at: DateTime<Utc>,
}

impl From<Character> for CharacterView {
    fn from(character: Character) -> Self {
        Self {
            id: character.id.as_uuid(),
            drama_id: character.drama_id.as_uuid(),
            name: character.name,
            aliases: character.aliases,
            gender: character.gender.into(),
            age: character.age.into(),
            description: character.description,
            voice: character.voice.map(|voice| voice.0),
            version: character.version,
            created_at: character.created_at,
        }
    }
}

/// The characters of a drama, in the order they were added.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CharacterPage {
    /// The characters.
    pub(super) items: Vec<CharacterView>,
    /// Always none: a drama's characters come at once.
    #[schema(required)]
    pub(super) next_cursor: Option<String>,
}
