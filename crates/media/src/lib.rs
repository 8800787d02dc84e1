//! Ports on ffmpeg: camera moves, subtitles, composition, posters, labels.
//!
//! [`FfmpegCamera`] makes clips, [`FfmpegComposer`] cuts them together, [`MediaLabeller`] labels images and
//! voices without ffmpeg, and [`Ffmpeg`] is the pair of programs behind the first two. Whoever adds a kind of
//! rendering puts the arguments of its run into a file of its own, encodes only through `picture` so that the
//! result can be joined by copying, and writes to a part file that gets its name when it is complete.
#![warn(missing_docs)]

mod ass;
mod camera;
mod composer;
mod ffmpeg;
mod label;
mod picture;
mod probe;
mod riff;
mod sound;

pub use camera::FfmpegCamera;
pub use composer::FfmpegComposer;
pub use ffmpeg::{Ffmpeg, FfmpegBuild};
pub use label::MediaLabeller;
pub use probe::{AudioFacts, MediaFacts, VideoFacts};
