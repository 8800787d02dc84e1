use crate::{
    drama::FrameSize, engine::ModelRef, error::VendorError, label::ContentLabel, ports::Progress,
    subtitle::Cue, time::Millis,
};
use async_trait::async_trait;
use std::path::PathBuf;

/// The overlap of two clips, to be made once and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointRequest {
    /// The clip that goes.
    pub before: PathBuf,
    /// How long it is.
    pub before_ms: Millis,
    /// The clip that comes.
    pub after: PathBuf,
    /// How long they overlap.
    pub overlap_ms: Millis,
    /// The size of the picture.
    pub size: FrameSize,
    /// Where to write the joint, an MP4 of just the overlap.
    pub out: PathBuf,
}

/// A clip in a cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutClip {
    /// The clip.
    pub file: PathBuf,
    /// How long it is, its part in transitions included.
    pub duration_ms: Millis,
    /// The joint with the next clip; none for a straight cut.
    pub joint_after: Option<PathBuf>,
}

/// A voice in a cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedVoice {
    /// The WAV file.
    pub file: PathBuf,
    /// When it begins.
    pub start_ms: Millis,
}

/// An episode to be composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutRequest {
    /// The clips in order.
    pub clips: Vec<CutClip>,
    /// How long joints are.
    pub overlap_ms: Millis,
    /// The size of the picture.
    pub size: FrameSize,
    /// How long the whole is: the clips less the joints.
    pub duration_ms: Millis,
    /// The voices.
    pub voices: Vec<PlacedVoice>,
    /// All subtitles, timed from the start of the cut.
    pub cues: Vec<Cue>,
    /// The title, for the files' metadata.
    pub title: String,
    /// The metadata label.
    pub label: Option<ContentLabel>,
    /// Where to write the MP4.
    pub video: PathBuf,
    /// Where to write the ASS subtitles.
    pub ass: PathBuf,
    /// Where to write the poster, a JPEG.
    pub poster: PathBuf,
    /// When in the cut the poster's picture stands.
    pub poster_at_ms: Millis,
}

/// A composed episode: H.264 and AAC in an MP4 with its index in front, −16 LUFS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComposedCut {
    /// How long the video is, as measured.
    pub duration_ms: Millis,
    /// How many frames were encoded for it; copied ones do not count.
    pub frames_encoded: u32,
}

/// Composes episodes.
#[async_trait]
pub trait Composer: Send + Sync {
    /// Which version of the renderer it is; part of every provenance.
    fn model(&self) -> ModelRef;

    /// Renders the overlap of two clips. Returns how many frames were encoded.
    async fn join(&self, request: &JointRequest) -> Result<u32, VendorError>;

    /// Composes an episode from clips and joints by copying, with its sound.
    async fn compose(
        &self,
        request: &CutRequest,
        progress: &dyn Progress,
    ) -> Result<ComposedCut, VendorError>;
}
