use super::{Cast, CreateElementError, DeleteElementError};
use crate::{Actor, UpdateError, invalid::Checks, versions::update};
use xinggen_domain::{
    DramaId, SceneId,
    error::StoreError,
    limits::{DESCRIPTION, NAME},
    plan::DramaPart,
    scene::{Scene, TimeOfDay, Weather},
};

/// A scene to be added to a drama. Place, interior, time and weather together are unique in the drama.
#[derive(Debug, Clone)]
pub struct CreateScene {
    /// The drama.
    pub drama_id: DramaId,
    /// The place, 1 to 100 characters.
    pub place: String,
    /// Whether it is inside.
    pub interior: bool,
    /// When.
    pub time_of_day: TimeOfDay,
    /// The weather.
    pub weather: Weather,
    /// What it looks like, at most 2,000 characters; may be empty.
    pub description: String,
}

/// What of a scene is to be changed; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct SceneChange {
    /// The place, 1 to 100 characters.
    pub place: Option<String>,
    /// Whether it is inside.
    pub interior: Option<bool>,
    /// When.
    pub time_of_day: Option<TimeOfDay>,
    /// The weather.
    pub weather: Option<Weather>,
    /// What it looks like, at most 2,000 characters.
    pub description: Option<String>,
}

impl Cast {
    /// Adds a scene.
    ///
    /// # Errors
    /// See [`CreateElementError`].
    pub async fn create_scene(&self, actor: Actor, create: CreateScene) -> Result<Scene, CreateElementError> {
        let mut checks = Checks::default();
        let scene = Scene {
            id: self.ports.ids.id(),
            drama_id: create.drama_id,
            place: checks.text("place", NAME, &create.place),
            interior: create.interior,
            time_of_day: create.time_of_day,
            weather: create.weather,
            description: checks.text("description", DESCRIPTION, &create.description),
            version: 1,
            created_at: self.ports.clock.now(),
        };
        checks.done()?;
        let (tx, _) = self.begin(actor, create.drama_id, DramaPart::Scenes).await?;
        self.add(tx, scene).await
    }

    /// A scene; none when there is no such scene.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get_scene(&self, actor: Actor, id: SceneId) -> Result<Option<Scene>, StoreError> {
        self.get(actor, id).await
    }

    /// The scenes of a drama, in the order they were added; none when there is no such drama.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_scenes(&self, actor: Actor, drama: DramaId) -> Result<Option<Vec<Scene>>, StoreError> {
        self.list(actor, drama).await
    }

    /// Changes a scene.
    ///
    /// # Errors
    /// See [`UpdateError`].
    pub async fn update_scene(
        &self,
        actor: Actor,
        id: SceneId,
        expected: Option<i64>,
        change: SceneChange,
    ) -> Result<Scene, UpdateError<Scene>> {
        update(&self.ports, actor, id, expected, |scene: &mut Scene| {
            let (mut checks, description) = (Checks::default(), change.description.as_deref());
            checks.put_text(&mut scene.place, "place", NAME, change.place.as_deref());
            checks.put_text(&mut scene.description, "description", DESCRIPTION, description);
            scene.interior = change.interior.unwrap_or(scene.interior);
            scene.time_of_day = change.time_of_day.unwrap_or(scene.time_of_day);
            scene.weather = change.weather.unwrap_or(scene.weather);
            checks.done()
        })
        .await
    }

    /// Deletes a scene with its takes.
    ///
    /// # Errors
    /// See [`DeleteElementError`].
    pub async fn delete_scene(
        &self,
        actor: Actor,
        id: SceneId,
        expected: Option<i64>,
    ) -> Result<(), DeleteElementError<Scene>> {
        self.delete(actor, id, expected).await
    }
}
