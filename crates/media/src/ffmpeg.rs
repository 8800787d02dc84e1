//! The programs: where they are, how they are run, and what their failures mean.

mod call;
mod check;
mod failure;
mod part;
mod progress;

pub use check::FfmpegBuild;

pub(crate) use call::{Call, Feed};
pub(crate) use failure::{disk, invalid, unknown};
pub(crate) use part::{Part, workshop};
pub(crate) use progress::Stage;

use std::path::PathBuf;

/// Where ffmpeg and ffprobe are, and how many threads one run of them may use. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ffmpeg {
    ffmpeg: PathBuf,
    ffprobe: PathBuf,
    threads: u32,
}

impl Ffmpeg {
    /// Programs by path, or by name to be found on the PATH. `threads` counts for a single run: with one clip
    /// per core at a time, 1 is fastest and needs the least memory.
    #[must_use]
    pub fn new(ffmpeg: impl Into<PathBuf>, ffprobe: impl Into<PathBuf>, threads: u32) -> Self {
        Self { ffmpeg: ffmpeg.into(), ffprobe: ffprobe.into(), threads: threads.max(1) }
    }

    /// How many threads one run may use.
    pub(crate) fn threads(&self) -> u32 {
        self.threads
    }
}

impl Default for Ffmpeg {
    /// The programs on the PATH, one thread each.
    fn default() -> Self {
        Self::new("ffmpeg", "ffprobe", 1)
    }
}
