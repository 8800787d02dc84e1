//! Takes: generated candidates for a target.

use crate::{
    AssetId, CharacterId, DramaId, EpisodeId, JobId, LineId, PropId, SceneId, ShotId, TakeId,
    code::ids_of_target, job::Operation, provenance::Provenance, subtitle::SpeechMark, time::Timestamp,
};
use uuid::Uuid;

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

/// One generated result for a target. Of the takes of a target for one operation, one is selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Take {
    /// Its id.
    pub id: TakeId,
    /// The drama it belongs to.
    pub drama_id: DramaId,
    /// What was asked for.
    pub operation: Operation,
    /// What it is a candidate for.
    pub target: Target,
    /// The file.
    pub asset_id: AssetId,
    /// What it was made from.
    pub provenance: Provenance,
    /// For a voice: when which words are spoken. Empty otherwise.
    pub marks: Vec<SpeechMark>,
    /// Whether it is the one in use.
    pub selected: bool,
    /// The job that made it; a take that reuses an equal older one has that one's job.
    pub job_id: JobId,
    /// When it was made.
    pub created_at: Timestamp,
}
