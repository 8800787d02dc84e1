use super::Ended;
use crate::{Settings, work};
use clap::Args;

/// Run jobs without the API, beside servers on the same PostgreSQL.
#[derive(Debug, Args)]
pub(super) struct Worker {
    /// Where to answer health checks and metrics, instead of `worker.bind`.
    #[arg(long, value_name = "ADDRESS:PORT")]
    bind: Option<String>,
}

impl Worker {
    pub(super) async fn run(self, settings: &Settings) -> Ended {
        let mut settings = settings.clone();
        if let Some(bind) = self.bind {
            settings.worker.bind = bind;
        }
        work::run(&settings).await
    }
}
