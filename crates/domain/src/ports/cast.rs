use crate::{
    CharacterId, DramaId, PropId, SceneId,
    character::Character,
    error::StoreError,
    scene::{Prop, Scene},
};
use async_trait::async_trait;

type Result<T> = std::result::Result<T, StoreError>;

/// Characters.
#[async_trait]
pub trait Characters: Send {
    /// Adds a character.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the drama has one of that name.
    async fn add(&mut self, character: Character) -> Result<()>;
    /// Deletes a character with its takes. False, and nothing is deleted, when a shot, a line or a script uses it.
    async fn delete(&mut self, id: CharacterId) -> Result<bool>;
    /// A character.
    async fn get(&mut self, id: CharacterId) -> Result<Option<Character>>;
    /// Writes a character whose stored version is `character.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, character: &mut Character) -> Result<()>;
    /// The cast of a drama, in the order it was added.
    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Character>>;
    /// How many characters a drama has.
    async fn count(&mut self, drama: DramaId) -> Result<u64>;
}

/// Scenes.
#[async_trait]
pub trait Scenes: Send {
    /// Adds a scene.
    async fn add(&mut self, scene: Scene) -> Result<()>;
    /// Deletes a scene with its takes. False, and nothing is deleted, when a shot or a script uses it.
    async fn delete(&mut self, id: SceneId) -> Result<bool>;
    /// A scene.
    async fn get(&mut self, id: SceneId) -> Result<Option<Scene>>;
    /// Writes a scene whose stored version is `scene.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, scene: &mut Scene) -> Result<()>;
    /// The scenes of a drama, in the order they were added.
    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Scene>>;
    /// How many scenes a drama has.
    async fn count(&mut self, drama: DramaId) -> Result<u64>;
}

/// Props.
#[async_trait]
pub trait Props: Send {
    /// Adds a prop.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the drama has one of that name.
    async fn add(&mut self, prop: Prop) -> Result<()>;
    /// Deletes a prop with its takes. False, and nothing is deleted, when a shot uses it.
    async fn delete(&mut self, id: PropId) -> Result<bool>;
    /// A prop.
    async fn get(&mut self, id: PropId) -> Result<Option<Prop>>;
    /// Writes a prop whose stored version is `prop.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, prop: &mut Prop) -> Result<()>;
    /// The props of a drama, in the order they were added.
    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Prop>>;
    /// How many props a drama has.
    async fn count(&mut self, drama: DramaId) -> Result<u64>;
}
