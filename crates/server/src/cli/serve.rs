use super::Ended;
use crate::{
    Settings,
    serve::{self, Sample},
};
use clap::Args;
use std::path::PathBuf;

/// Serve the API, with a worker in the same process.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where to listen, instead of `server.bind`.
    #[arg(long, value_name = "ADDRESS:PORT")]
    bind: Option<String>,
    /// Produce this story through the server's own API as a demo user, to show that everything works.
    #[arg(long, value_name = "STORY")]
    sample: Option<PathBuf>,
    /// Stop after the sample; the exit code tells whether its video is there.
    #[arg(long, requires = "sample")]
    once: bool,
}

impl Serve {
    pub(super) async fn run(self, settings: &Settings) -> Ended {
        let mut settings = settings.clone();
        if let Some(bind) = self.bind {
            settings.server.bind = bind;
        }
        let sample = self.sample.map(|story| Sample { story, once: self.once });
        serve::run(&settings, sample).await
    }
}
