use crate::{
    script::{DraftError, Utterance, in_range},
    shot::{CameraAngle, CameraMovement, ShotSize},
    time::Millis,
};

/// One shot of a draft. Indices point into the lists of the request that the draft answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShotDraft {
    /// The beat it shows, from 0.
    pub beat: usize,
    /// Index into the request's scenes.
    pub scene: usize,
    /// How much it shows.
    pub size: ShotSize,
    /// From where.
    pub angle: CameraAngle,
    /// What the camera does.
    pub movement: CameraMovement,
    /// What happens, in the story's language.
    pub action: String,
    /// Who is in the picture, from left to right: indices into the request's cast.
    pub cast: Vec<usize>,
    /// What is in the picture: indices into the request's props.
    pub props: Vec<usize>,
    /// What is spoken, in order; speakers are indices into the request's cast.
    pub lines: Vec<Utterance<usize>>,
    /// Planned duration: 2,000 to 12,000 ms, a multiple of 500.
    pub planned_ms: Millis,
    /// What an image model is told.
    pub image_prompt: String,
    /// What a video model is told.
    pub video_prompt: String,
}

/// What a text model answers when it draws up a storyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryboardDraft {
    /// The shots in order; never empty.
    pub shots: Vec<ShotDraft>,
}

impl StoryboardDraft {
    /// Checks what a vendor may have got wrong, given how many beats, scenes, characters and props there are.
    ///
    /// # Errors
    /// [`DraftError`] names the first fault.
    pub fn check(&self, beats: usize, scenes: usize, cast: usize, props: usize) -> Result<(), DraftError> {
        if self.shots.is_empty() {
            return Err(DraftError::Empty("shots"));
        }
        for shot in &self.shots {
            in_range("beat", shot.beat, beats)?;
            in_range("scene", shot.scene, scenes)?;
            let speakers = shot.lines.iter().filter_map(|line| line.speaker);
            for character in shot.cast.iter().copied().chain(speakers) {
                in_range("character", character, cast)?;
            }
            for prop in &shot.props {
                in_range("prop", *prop, props)?;
            }
        }
        Ok(())
    }
}
