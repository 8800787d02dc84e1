use crate::{
    drama::FrameSize,
    engine::ModelRef,
    error::VendorError,
    label::ContentLabel,
    ports::Progress,
    shot::{CameraMovement, ShotSize},
    subtitle::Cue,
    time::Millis,
};
use async_trait::async_trait;
use std::path::PathBuf;

/// A clip to be made from a still. Files are local, in a folder that the caller made and removes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoRequest {
    /// The still, PNG or JPEG.
    pub still: PathBuf,
    /// The size of the clip.
    pub size: FrameSize,
    /// Its duration, on the 100 ms grid.
    pub duration_ms: Millis,
    /// How much the still shows.
    pub shot_size: ShotSize,
    /// What the camera does.
    pub movement: CameraMovement,
    /// What happens, in words.
    pub prompt: String,
    /// Subtitles to burn in, timed from the start of the clip; none to leave them out.
    pub cues: Vec<Cue>,
    /// How long the visible AI mark stands at the start; none for no mark.
    pub mark_ms: Option<Millis>,
    /// Whether a transition joins it to the clip before.
    pub transition_before: bool,
    /// Whether a transition joins it to the clip behind.
    pub transition_after: bool,
    /// The metadata label.
    pub label: Option<ContentLabel>,
    /// Where to write the MP4.
    pub out: PathBuf,
}

/// A clip that was made: H.264 without sound, 30 frames per second, of just the duration asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clip {
    /// How many frames were encoded.
    pub frames_encoded: u32,
}

/// Makes clips.
#[async_trait]
pub trait VideoModel: Send + Sync {
    /// Which model it is; part of every provenance.
    fn model(&self) -> ModelRef;

    /// Makes one clip.
    async fn film(&self, request: &VideoRequest, progress: &dyn Progress) -> Result<Clip, VendorError>;
}
