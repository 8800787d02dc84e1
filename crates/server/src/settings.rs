//! Settings: defaults, then `xinggen.toml` (or the file given), then `XINGGEN__SECTION__KEY`.

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use std::{
    num::{NonZeroU32, NonZeroUsize},
    path::{Path, PathBuf},
};

/// Everything that can be set. The defaults are the embedded mode: SQLite and files in `./data`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The data folder of the embedded mode.
    pub data: PathBuf,
    /// Where rows live.
    pub database: DatabaseSection,
    /// How jobs are run.
    pub worker: WorkerSection,
    /// The programs that are started.
    pub programs: ProgramsSection,
    /// The labels of generated content.
    pub label: LabelSection,
    /// What is logged: a filter like `info` or `xinggen=debug`, on standard error.
    pub log: String,
}

/// Where rows live.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSection {
    /// `postgres://…` or `sqlite://…`; empty for a SQLite file in the data folder.
    pub url: String,
    /// How many connections at most; SQLite has one writer in any case.
    pub max_connections: NonZeroU32,
}

/// How jobs are run.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkerSection {
    /// How many jobs run at once.
    pub slots: NonZeroUsize,
}

/// The programs that are started; names on the PATH or paths.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramsSection {
    /// ffmpeg.
    pub ffmpeg: String,
    /// ffprobe.
    pub ffprobe: String,
    /// The speech program.
    pub espeak: String,
}

/// The labels that generated content must carry in China.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelSection {
    /// Whether cuts, clips, images and voices are labelled.
    pub enabled: bool,
    /// Who stands as their producer.
    pub producer: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: "data".into(),
            database: DatabaseSection {
                url: String::new(),
                max_connections: const { NonZeroU32::new(8).unwrap() },
            },
            worker: WorkerSection {
                slots: const { NonZeroUsize::new(2).unwrap() },
            },
            programs: ProgramsSection {
                ffmpeg: "ffmpeg".to_owned(),
                ffprobe: "ffprobe".to_owned(),
                espeak: "espeak-ng".to_owned(),
            },
            label: LabelSection {
                enabled: true,
                producer: "Xinggen".to_owned(),
            },
            log: "warn".to_owned(),
        }
    }
}

/// Every fault of the settings, by name.
#[derive(Debug, thiserror::Error)]
#[error("the settings are wrong:{}", .0.iter().map(|fault| format!("\n  - {fault}")).collect::<String>())]
pub struct SettingsError(pub Vec<String>);

impl Settings {
    /// Reads the settings; `file` must be there when it is named, `xinggen.toml` is read when it is there.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        if let Some(file) = file.filter(|file| !file.is_file()) {
            return Err(SettingsError(vec![format!(
                "there is no file {}",
                file.display()
            )]));
        }
        let figment = Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(file.unwrap_or(Path::new("xinggen.toml"))))
            .merge(Env::prefixed("XINGGEN__").split("__"));
        let settings: Self = figment
            .extract()
            .map_err(|errors| SettingsError(errors.into_iter().map(|error| error.to_string()).collect()))?;
        settings.check()
    }

    fn check(self) -> Result<Self, SettingsError> {
        let mut faults = Vec::new();
        let url = &self.database.url;
        if !url.is_empty()
            && !["postgres://", "postgresql://", "sqlite:"]
                .iter()
                .any(|kind| url.starts_with(kind))
        {
            faults.push("database.url must begin with postgres:// or sqlite:// (or be empty)".to_owned());
        }
        if self.label.enabled && self.label.producer.trim().is_empty() {
            faults.push("label.producer must name the producer while label.enabled is true".to_owned());
        }
        for (name, program) in [
            ("ffmpeg", &self.programs.ffmpeg),
            ("ffprobe", &self.programs.ffprobe),
            ("espeak", &self.programs.espeak),
        ] {
            if program.trim().is_empty() {
                faults.push(format!("programs.{name} must name a program"));
            }
        }
        if faults.is_empty() {
            Ok(self)
        } else {
            Err(SettingsError(faults))
        }
    }

    /// The database's URL: as set, or the SQLite file in the data folder.
    #[must_use]
    pub fn database_url(&self) -> String {
        if self.database.url.is_empty() {
            format!("sqlite://{}?mode=rwc", self.data.join("xinggen.db").display())
        } else {
            self.database.url.clone()
        }
    }
}
