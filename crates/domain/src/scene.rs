//! Scenes and props: where and when, and what.

use crate::{DramaId, PropId, SceneId, code::coded, time::Timestamp};

coded! {
    /// The light of a scene.
    pub enum TimeOfDay {
        /// First light.
        Dawn = "dawn",
        /// Broad daylight.
        Day = "day",
        /// Late light.
        Dusk = "dusk",
        /// Dark.
        Night = "night",
    }
}

coded! {
    /// The sky of a scene.
    pub enum Weather {
        /// Nothing special.
        Clear = "clear",
        /// Grey.
        Cloudy = "cloudy",
        /// Rain.
        Rain = "rain",
        /// Rain with lightning.
        Storm = "storm",
        /// Snow.
        Snow = "snow",
        /// Fog.
        Fog = "fog",
    }
}

/// A backdrop without people: one place at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// Its id.
    pub id: SceneId,
    /// The drama it belongs to.
    pub drama_id: DramaId,
    /// The place, in the story's words. Place, interior, time and weather together are unique in the drama.
    pub place: String,
    /// Whether it is inside.
    pub interior: bool,
    /// When.
    pub time_of_day: TimeOfDay,
    /// The weather.
    pub weather: Weather,
    /// What the place looks like, in the story's language; may be empty.
    pub description: String,
    /// Counts the changes; a writer with an old one is refused.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A thing that matters to the plot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prop {
    /// Its id.
    pub id: PropId,
    /// The drama it belongs to.
    pub drama_id: DramaId,
    /// The name, unique in the drama.
    pub name: String,
    /// What it looks like, in the story's language; may be empty.
    pub description: String,
    /// Counts the changes; a writer with an old one is refused.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}
