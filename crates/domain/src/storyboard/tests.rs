//! What a new storyboard keeps of the old one, how it is edited by hand, and how shots are measured.

mod editing;
mod keeping;
mod measuring;

use crate::{
    EpisodeId, Id, LineId, SceneId, ShotId,
    script::LineMode,
    shot::{CameraAngle, CameraMovement, Line, Shot, ShotSize},
};
use chrono::DateTime;
use uuid::Uuid;

fn id<T: Id>(number: u128) -> T {
    T::from_uuid(Uuid::from_u128(number))
}

fn line(number: u128, text: &str) -> Line {
    Line {
        id: id::<LineId>(number),
        speaker: None,
        mode: LineMode::VoiceOver,
        text: text.to_owned(),
        start_ms: None,
        duration_ms: None,
    }
}

fn shot(number: u32, beat: u32, lines: Vec<Line>) -> Shot {
    Shot {
        id: id::<ShotId>(u128::from(number)),
        episode_id: id::<EpisodeId>(1),
        number,
        beat,
        scene_id: id::<SceneId>(1),
        size: ShotSize::Medium,
        angle: CameraAngle::Eye,
        movement: CameraMovement::Fixed,
        action: format!("动作{number}"),
        cast: vec![],
        props: vec![],
        lines,
        planned_ms: 4000,
        measured_ms: None,
        image_prompt: String::new(),
        video_prompt: String::new(),
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
    }
}
