use crate::view::{TimeOfDay, Weather};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{Id, scene::Scene};

/// A backdrop without people: one place at one time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Scene)]
pub(crate) struct SceneView {
    /// Its id.
    pub(super) id: Uuid,
    /// The drama it belongs to.
    drama_id: Uuid,
    /// The place. Place, interior, time of day and weather together are unique in the drama.
    #[schema(examples("老街口"))]
    place: String,
    /// Whether it is inside.
    interior: bool,
    /// Its light.
    time_of_day: TimeOfDay,
    /// Its sky.
    weather: Weather,
    /// What the place looks like; may be empty.
    #[schema(examples("路灯下的雪"))]
    description: String,
    /// Counts the changes; the `ETag`.
    #[schema(minimum = 1)]
    pub(super) version: i64,
    /// When it was made.
    created_at: DateTime<Utc>,
}

impl From<Scene> for SceneView {
    fn from(scene: Scene) -> Self {
        Self {
            id: scene.id.as_uuid(),
            drama_id: scene.drama_id.as_uuid(),
            place: scene.place,
            interior: scene.interior,
            time_of_day: scene.time_of_day.into(),
            weather: scene.weather.into(),
            description: scene.description,
            version: scene.version,
            created_at: scene.created_at,
        }
    }
}

/// The scenes of a drama, in the order they were added.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ScenePage {
    /// The scenes.
    pub(super) items: Vec<SceneView>,
    /// Always none: a drama's scenes come at once.
    #[schema(required)]
    pub(super) next_cursor: Option<String>,
}
