//! The finished episode: where every shot lies in it, and the files it came out as.

use crate::{
    AssetId, CharacterId, CutId, EpisodeId, LineId, ShotId,
    drama::AspectRatio,
    provenance::Provenance,
    shot::{Line, Shot},
    storyboard::{TRANSITION_MS, transition_after},
    subtitle::{Cue, SpeechMark, cues_of_line},
    time::{Millis, Timestamp},
};
use std::collections::HashMap;

/// An episode composed into one video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Its id.
    pub id: CutId,
    /// The episode it belongs to.
    pub episode_id: EpisodeId,
    /// The MP4.
    pub video: AssetId,
    /// The SubRip subtitles.
    pub srt: AssetId,
    /// The ASS subtitles.
    pub ass: AssetId,
    /// The poster.
    pub poster: AssetId,
    /// How long it is.
    pub duration_ms: Millis,
    /// How many frames had to be encoded to compose it; joined clips are copied and do not count.
    pub frames_encoded: u32,
    /// What it was made from.
    pub provenance: Provenance,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Where a shot lies in the cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelineShot {
    /// The shot.
    pub shot_id: ShotId,
    /// When it begins.
    pub start_ms: Millis,
    /// How long it is, its part in transitions included.
    pub duration_ms: Millis,
    /// Whether it ends in a transition of [`TRANSITION_MS`] into the next.
    pub transition_after: bool,
}

/// Where everything lies in the cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The shots in order.
    pub shots: Vec<TimelineShot>,
    /// The sum of the shots less the transitions.
    pub duration_ms: Millis,
}

impl Timeline {
    /// Lays measured shots out; none when one of them is not measured yet.
    #[must_use]
    pub fn of(shots: &[Shot]) -> Option<Self> {
        let mut laid = Vec::with_capacity(shots.len());
        let mut start_ms = 0;
        for (at, shot) in shots.iter().enumerate() {
            let duration_ms = shot.measured_ms?;
            let transition_after = transition_after(shots, at);
            laid.push(TimelineShot { shot_id: shot.id, start_ms, duration_ms, transition_after });
            start_ms += duration_ms - if transition_after { TRANSITION_MS } else { 0 };
        }
        Some(Self { shots: laid, duration_ms: start_ms })
    }
}

/// The cues of a measured shot, timed from its start; `marks` are those of its lines' voices.
#[must_use]
pub fn cues_of_shot(
    shot: &Shot,
    names: &HashMap<CharacterId, String>,
    marks: &HashMap<LineId, Vec<SpeechMark>>,
    aspect: AspectRatio,
) -> Vec<Cue> {
    let cues_of = |line: &Line| -> Vec<Cue> {
        let (Some(start), Some(duration)) = (line.start_ms, line.duration_ms) else {
            return Vec::new();
        };
        let speaker = line.speaker.and_then(|id| names.get(&id)).map(String::as_str);
        let marks = marks.get(&line.id).map_or(&[][..], Vec::as_slice);
        let cues = cues_of_line(&line.text, speaker, marks, duration, aspect.subtitle_cells());
        cues.into_iter().map(|cue| cue.shifted(start)).collect()
    };
    shot.lines.iter().flat_map(cues_of).collect()
}
