//! Shots and their lines.

use crate::{
    CharacterId, EpisodeId, LineId, PropId, SceneId, ShotId,
    code::coded,
    script::LineMode,
    time::{Millis, Timestamp},
};

coded! {
    /// How much of a person the picture shows.
    pub enum ShotSize {
        /// The place dwarfs the people.
        ExtremeLong = "extreme_long",
        /// Whole bodies in their surroundings.
        Long = "long",
        /// Whole bodies.
        Full = "full",
        /// From the waist.
        Medium = "medium",
        /// From the chest.
        CloseUp = "close_up",
        /// Face or detail only.
        ExtremeCloseUp = "extreme_close_up",
    }
}

coded! {
    /// From where the camera looks.
    pub enum CameraAngle {
        /// At eye level.
        Eye = "eye",
        /// From below.
        Low = "low",
        /// From above.
        High = "high",
        /// Over somebody's shoulder.
        OverShoulder = "over_shoulder",
        /// From the side.
        Side = "side",
    }
}

coded! {
    /// What the camera does.
    pub enum CameraMovement {
        /// It stands.
        Fixed = "fixed",
        /// It goes nearer.
        PushIn = "push_in",
        /// It goes away.
        PullOut = "pull_out",
        /// It turns or slides to the left.
        PanLeft = "pan_left",
        /// It turns or slides to the right.
        PanRight = "pan_right",
        /// It rises.
        TiltUp = "tilt_up",
        /// It sinks.
        TiltDown = "tilt_down",
    }
}

/// One spoken line of a shot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its id; kept when a new storyboard has the same line again.
    pub id: LineId,
    /// Who speaks; nobody means the narrator.
    pub speaker: Option<CharacterId>,
    /// How.
    pub mode: LineMode,
    /// The words.
    pub text: String,
    /// When it starts, from the start of the shot; known once its voice was measured.
    pub start_ms: Option<Millis>,
    /// How long its voice is; known once measured.
    pub duration_ms: Option<Millis>,
}

/// One camera take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shot {
    /// Its id; kept when a new storyboard has the same shot again.
    pub id: ShotId,
    /// The episode it belongs to.
    pub episode_id: EpisodeId,
    /// Its place in the storyboard, from 1.
    pub number: u32,
    /// The beat of the script that it shows, from 1.
    pub beat: u32,
    /// Where it plays.
    pub scene_id: SceneId,
    /// How much it shows.
    pub size: ShotSize,
    /// From where.
    pub angle: CameraAngle,
    /// What the camera does.
    pub movement: CameraMovement,
    /// What happens, in the story's language.
    pub action: String,
    /// Who is in the picture, from left to right.
    pub cast: Vec<CharacterId>,
    /// What is in the picture.
    pub props: Vec<PropId>,
    /// What is spoken, in order.
    pub lines: Vec<Line>,
    /// The planned duration: 2 to 12 s, a multiple of 500 ms. What a clip is quoted by.
    pub planned_ms: Millis,
    /// The measured duration, on the 100 ms grid; known once all its lines have voices.
    pub measured_ms: Option<Millis>,
    /// What an image model is told.
    pub image_prompt: String,
    /// What a video model is told.
    pub video_prompt: String,
    /// Counts the changes of what it says; a writer with an old one is refused.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Shot {
    /// Whether both say the same in all that people decide: its place in the storyboard and what was measured do not
    /// count. A shot that says the same keeps its version.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let bare = |shot: &Self| {
            let untimed = |line: &Line| Line { start_ms: None, duration_ms: None, ..line.clone() };
            let lines = shot.lines.iter().map(untimed).collect();
            Self { number: 0, version: 0, measured_ms: None, lines, ..shot.clone() }
        };
        bare(self) == bare(other)
    }

    /// Who is heard or seen speaking in the picture, if anyone: the first line spoken on screen.
    #[must_use]
    pub fn on_screen_speaker(&self) -> Option<CharacterId> {
        self.lines.iter().filter(|line| line.mode == LineMode::Dialogue).find_map(|line| line.speaker)
    }
}
