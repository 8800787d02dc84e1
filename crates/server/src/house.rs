//! The house put together: adapters under the use cases.

use crate::{
    Settings,
    system::{SystemClock, SystemIds},
};
use std::{
    fs::{self, File, TryLockError},
    io,
    path::PathBuf,
    sync::Arc,
};
use xinggen_animatic::{AnimaticImages, AnimaticText, AnimaticVoices};
use xinggen_application::{Operators, Ports, Vendors};
use xinggen_database::{Database, DatabaseSettings};
use xinggen_domain::error::{BlobError, StoreError, VendorError};
use xinggen_media::{Ffmpeg, FfmpegCamera, FfmpegComposer, MediaLabeller};
use xinggen_storage::{OpendalBlobStore, TempScratch};
use xinggen_worker::{LocalDispatcher, Worker, WorkerSettings};

/// Why the house could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum HouseError {
    /// The data folder cannot be used.
    #[error("the data folder {path} cannot be used: {source}; choose another with --data")]
    Data {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another process uses it.
    #[error("the data folder {0} is in use by another xinggen; wait for it or choose another with --data")]
    InUse(PathBuf),
    /// The database failed.
    #[error("{}", explained(.0))]
    Store(#[from] StoreError),
    /// Storage failed.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// A vendor lacks something on this machine.
    #[error("{}", .0.message)]
    Vendor(#[from] VendorError),
}

/// A database error with what is behind it, for whoever runs the machine.
fn explained(error: &StoreError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

/// Everything that runs in one process.
pub struct House {
    /// The ports of the use cases.
    pub ports: Ports,
    /// The database, for what is not a use case.
    pub database: Database,
    bell: LocalDispatcher,
    slots: usize,
    _lock: File,
}

impl House {
    /// Opens the data folder for this process alone, brings the schema up to date and puts everything together.
    ///
    /// # Errors
    /// See [`HouseError`].
    pub async fn open(settings: &Settings) -> Result<Self, HouseError> {
        let lock = lock_data(settings)?;
        let database = Self::connect(settings).await?;
        database.migrate().await?;
        let bell = LocalDispatcher::default();
        let scratch = settings.data.join("scratch");
        // Whatever is there belongs to a process that is gone: this one holds the lock.
        let _ = fs::remove_dir_all(&scratch);
        let ports = Ports {
            store: Arc::new(database.clone()),
            accounts: Arc::new(database.clone()),
            queue: Arc::new(database.clone()),
            prices: Arc::new(database.clone()),
            expiry: Arc::new(database.clone()),
            blobs: Arc::new(OpendalBlobStore::disk(&settings.data.join("objects"))?),
            scratch: Arc::new(TempScratch::new(&scratch)),
            dispatcher: Arc::new(bell.clone()),
            clock: Arc::new(SystemClock),
            ids: Arc::new(SystemIds),
            vendors: vendors(settings)?,
        };
        Operators::new(ports.clone()).seed_prices().await?;
        Ok(Self { ports, database, bell, slots: settings.worker.slots.get(), _lock: lock })
    }

    /// Connects to the database and nothing else.
    ///
    /// # Errors
    /// The database cannot be reached, or the folder for its file not be made.
    pub async fn connect(settings: &Settings) -> Result<Database, HouseError> {
        if settings.database.url.is_empty() {
            make_data(settings)?;
        }
        let max_connections = settings.database.max_connections.get();
        Ok(Database::connect(&DatabaseSettings { url: settings.database_url(), max_connections }).await?)
    }

    /// A worker for this process.
    #[must_use]
    pub fn worker(&self) -> Worker {
        // In one process requests to stop should be seen at once, and a beat costs next to nothing.
        let heartbeat = std::time::Duration::from_millis(500);
        let settings = WorkerSettings { slots: self.slots, heartbeat, ..WorkerSettings::default() };
        Worker::new(self.ports.clone(), self.bell.clone(), settings)
    }
}

/// ffmpeg as the settings name it. Each of the parallel jobs gets its share of the cores.
pub(crate) fn ffmpeg(settings: &Settings) -> Ffmpeg {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = u32::try_from(cores / settings.worker.slots.get()).unwrap_or(1).max(1);
    Ffmpeg::new(&settings.programs.ffmpeg, &settings.programs.ffprobe, threads)
}

fn vendors(settings: &Settings) -> Result<Vendors, VendorError> {
    let ffmpeg = ffmpeg(settings);
    Ok(Vendors {
        text: Arc::new(AnimaticText::new()),
        image: Arc::new(AnimaticImages::new()?),
        speech: Arc::new(AnimaticVoices::new(&settings.programs.espeak)),
        video: Arc::new(FfmpegCamera::new(ffmpeg.clone())),
        composer: Arc::new(FfmpegComposer::new(ffmpeg)),
        labeller: Arc::new(MediaLabeller),
        producer: settings.label.enabled.then(|| settings.label.producer.clone()),
    })
}

fn make_data(settings: &Settings) -> Result<(), HouseError> {
    fs::create_dir_all(&settings.data)
        .map_err(|source| HouseError::Data { path: settings.data.clone(), source })
}

fn lock_data(settings: &Settings) -> Result<File, HouseError> {
    make_data(settings)?;
    let path = settings.data.clone();
    let refuse = |source| HouseError::Data { path: path.clone(), source };
    let lock = File::create(settings.data.join("lock")).map_err(refuse)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(HouseError::InUse(path)),
        Err(TryLockError::Error(source)) => Err(HouseError::Data { path, source }),
    }
}
