use super::Ended;
use crate::{
    Settings,
    serve::{self, Sample, Work},
};
use clap::Args;
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// Serve the API, with a worker in the same process.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where to listen, instead of `server.bind`.
    #[arg(long, value_name = "ADDRESS:PORT")]
    bind: Option<String>,
    /// Run no jobs: processes of `xinggen worker` do. Needs PostgreSQL.
    #[arg(long, conflicts_with = "sample")]
    no_worker: bool,
    /// Produce this story through the server's own API as a demo user, to show that everything works.
    #[arg(long, value_name = "STORY")]
    sample: Option<PathBuf>,
    /// Where the sample's video goes, a file that ends in .mp4; out/NAME-OF-THE-STORY.mp4 otherwise.
    #[arg(long, value_name = "FILE", requires = "sample")]
    out: Option<PathBuf>,
    /// Stop after the sample; the exit code tells whether its video is there.
    #[arg(long, requires = "sample")]
    once: bool,
}

impl Serve {
    pub(super) fn makes_sample(&self) -> bool {
        self.sample.is_some()
    }

    pub(super) async fn run(self, settings: &Settings) -> Ended {
        let mut settings = settings.clone();
        if let Some(bind) = self.bind {
            settings.server.bind = bind;
        }
        let sample = self.sample.map(|story| Sample {
            out: self.out.unwrap_or_else(|| video_of(&story)),
            story,
            once: self.once,
        });
        let work = if self.no_worker { Work::Elsewhere } else { Work::Here };
        serve::run(&settings, work, sample).await
    }
}

/// Where the video of a story goes when no place is named.
fn video_of(story: &Path) -> PathBuf {
    let mut name = story.file_stem().map_or_else(|| "episode".into(), OsStr::to_owned);
    name.push(".mp4");
    Path::new("out").join(name)
}

#[cfg(test)]
mod tests {
    use super::video_of;
    use std::path::Path;

    #[test]
    fn a_video_is_called_like_its_story() {
        assert_eq!(video_of(Path::new("docs/examples/old-camera.txt")), Path::new("out/old-camera.mp4"));
        assert_eq!(video_of(Path::new("雪夜 v1.2.txt")), Path::new("out/雪夜 v1.2.mp4"));
        assert_eq!(video_of(Path::new("/")), Path::new("out/episode.mp4"));
    }
}
