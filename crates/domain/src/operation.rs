//! The words for what can be made: operations, the targets they work on, and the stages in which a production makes
//! them. They stand at the bottom of the model and import nothing but ids.

use crate::{
    CharacterId, EpisodeId, LineId, PropId, SceneId, ShotId,
    code::{coded, ids_of_target},
};
use uuid::Uuid;

coded! {
    /// What is asked of a vendor or a renderer.
    pub enum Operation {
        /// Write the script of an episode, with cast, scenes and props.
        Script = "script",
        /// Draw up the storyboard of an episode.
        Storyboard = "storyboard",
        /// Make a picture of a character, scene, prop or shot.
        Image = "image",
        /// Speak a line.
        Voice = "voice",
        /// Make a shot's clip.
        Video = "video",
        /// Compose the episode.
        Cut = "cut",
    }
}

ids_of_target! {
    /// What a job works on and a take is a candidate for.
    pub enum Target {
        /// An episode: its script, its storyboard, its cut.
        Episode(EpisodeId) = "episode",
        /// A character's look.
        Character(CharacterId) = "character",
        /// A scene's backdrop.
        Scene(SceneId) = "scene",
        /// A prop's picture.
        Prop(PropId) = "prop",
        /// A shot's image or clip.
        Shot(ShotId) = "shot",
        /// A line's voice.
        Line(LineId) = "line",
    }
}

/// When a step can be planned exactly: after everything of the stages before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The script.
    Script,
    /// The storyboard.
    Storyboard,
    /// Voices, and pictures of cast, scenes and props.
    Parts,
    /// Images and clips of measured shots, and the cut.
    Shots,
}
