//! What the binary can be asked, one file per subcommand.

mod config;
mod doctor;
mod keys;
mod ledger;
mod migrate;
mod openapi;
mod produce;
mod serve;
mod user;
mod worker;

pub(crate) use produce::ProgressStyle;

use crate::{Settings, console, settings::LogFormat};
use clap::{Parser, Subcommand};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use tracing_subscriber::EnvFilter;

/// Xinggen (星亘): from a story to a finished short-drama episode.
#[derive(Debug, Parser)]
#[command(
    name = "xinggen",
    version,
    about = "Xinggen (星亘): from a story to a finished short-drama episode",
    arg_required_else_help = true
)]
pub struct Cli {
    /// The settings file; `xinggen.toml` is read when it is there.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The data folder.
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API, with a worker in the same process.
    Serve(serve::Serve),
    /// Run jobs without the API, beside servers on the same PostgreSQL.
    Worker(worker::Worker),
    /// Write the OpenAPI document.
    Openapi,
    /// Make a finished episode from a story.
    Produce(produce::Produce),
    /// Bring the database schema up to date.
    Migrate,
    /// Look after the credit ledger.
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// Look after users.
    #[command(subcommand)]
    User(user::User),
    /// Look after the keys that sign access tokens and seal stored secrets.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Look after the settings.
    #[command(subcommand)]
    Config(config::Config),
    /// Check that everything needed is there.
    Doctor,
}

impl Cli {
    /// Does what was asked. Errors are one clear line on standard error and a non-zero code.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let settings = match self.settings() {
            Ok(settings) => settings,
            Err(error) => return failed(&error),
        };
        start_log(&settings);
        let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return failed(&error),
        };
        runtime.block_on(async {
            let done = match self.command {
                Command::Serve(serve) => serve.run(&settings).await,
                Command::Worker(worker) => worker.run(&settings).await,
                Command::Openapi => openapi::run(),
                Command::Produce(produce) => produce.run(&settings).await,
                Command::Migrate => migrate::run(&settings).await,
                Command::Ledger(ledger) => ledger.run(&settings).await,
                Command::User(user) => user.run(&settings).await,
                Command::Keys(keys) => keys.run(&settings).await,
                Command::Config(config) => config.run(&settings),
                Command::Doctor => doctor::run(&settings).await,
            };
            done.unwrap_or_else(|error| failed(&*error))
        })
    }

    fn settings(&self) -> Result<Settings, crate::SettingsError> {
        let mut settings = Settings::load(self.config.as_deref().map(Path::new))?;
        if let Some(data) = &self.data {
            settings.data.clone_from(data);
        }
        // What is told of a sample would drown among the lines of the requests that make it.
        let tells_sample = matches!(&self.command, Command::Serve(serve) if serve.makes_sample());
        if tells_sample && settings.log == Settings::default().log {
            WARNINGS.clone_into(&mut settings.log);
        }
        Ok(settings)
    }
}

/// The filter of a log without a line for each request.
const WARNINGS: &str = "warn,actix_http::h1=off";

/// What a subcommand ends with: a code, or an error to be told in one line.
type Ended = Result<ExitCode, Box<dyn std::error::Error>>;

fn failed(error: &dyn std::error::Error) -> ExitCode {
    console::tell(format_args!("xinggen: {error}"));
    ExitCode::FAILURE
}

fn start_log(settings: &Settings) {
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("warn"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Only the first of several calls in one process counts, which is what tests want.
    let _ = match settings.log_format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
}
