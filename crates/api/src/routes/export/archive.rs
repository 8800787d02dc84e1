use crate::state::Api;
use actix_web::web::Bytes;
use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use serde::Serialize;
use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::mpsc::Sender, time::timeout};
use xinggen_application::Actor;
use xinggen_domain::{
    SessionId,
    error::{BlobError, StoreError},
};
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions, write::StreamWriter};

/// How many bytes are sent at a time, at least.
const PIECE: usize = 64 << 10;
/// How long a client may take for a piece: only so many exports are written at once.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why an archive is not whole.
#[derive(Debug, thiserror::Error)]
pub(super) enum Broken {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Zip(#[from] ZipError),
    #[error(transparent)]
    Write(#[from] io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("the client has hung up")]
    Gone,
    #[error("the client does not read")]
    Stalled,
    #[error("whoever asked has signed out, or was shut out")]
    ShutOut,
}

/// Who reads an archive, and where they listen.
pub(super) struct Reader<'a> {
    pub(super) api: &'a Api,
    pub(super) actor: Actor,
    pub(super) session: SessionId,
    pub(super) to: Sender<Result<Bytes, Broken>>,
}

impl Reader<'_> {
    /// Sends a piece to a reader who still stands: an archive takes its time, and whoever is shut out meanwhile gets no
    /// more of it.
    async fn send(&self, piece: Vec<u8>) -> Result<(), Broken> {
        let place = timeout(PATIENCE, self.to.reserve()).await.map_err(|_| Broken::Stalled)?;
        let place = place.map_err(|_| Broken::Gone)?;
        if !self.api.accounts.stands(self.actor, Some(self.session)).await? {
            return Err(Broken::ShutOut);
        }
        place.send(Ok(piece.into()));
        Ok(())
    }
}

/// What was written and not sent yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self, least: usize) -> Option<Vec<u8>> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (written.len() >= least.max(1)).then(|| std::mem::take(&mut *written))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An archive that is sent while it is written, no faster than the client reads.
pub(super) struct Archive<'a> {
    zip: ZipWriter<StreamWriter<Written>>,
    written: Written,
    reader: Reader<'a>,
    options: SimpleFileOptions,
}

impl<'a> Archive<'a> {
    /// An empty one whose entries are of this time.
    pub(super) fn to(reader: Reader<'a>, now: DateTime<Utc>) -> Self {
        let written = Written::default();
        let options = SimpleFileOptions::default().last_modified_time(dos_time(now).unwrap_or_default());
        Self { zip: ZipWriter::new_stream(written.clone()), written, reader, options }
    }

    /// Adds one value as JSON.
    pub(super) async fn json(&mut self, name: &str, value: &impl Serialize) -> Result<(), Broken> {
        self.begin_text(name)?;
        serde_json::to_writer_pretty(&mut self.zip, value)?;
        self.send(PIECE).await
    }

    /// Begins an entry of lines.
    pub(super) fn begin_text(&mut self, name: &str) -> Result<(), Broken> {
        let text = self.options.compression_method(CompressionMethod::Deflated);
        // How long it becomes is not known.
        Ok(self.zip.start_file(name, text.large_file(true))?)
    }

    /// Adds a line with a value as JSON.
    pub(super) async fn line(&mut self, value: &impl Serialize) -> Result<(), Broken> {
        serde_json::to_writer(&mut self.zip, value)?;
        self.zip.write_all(b"\n")?;
        self.send(PIECE).await
    }

    /// Begins an entry of a file of so many bytes. Pictures, sound and films are not made smaller once more.
    pub(super) fn begin_file(&mut self, name: &str, bytes: u64) -> Result<(), Broken> {
        let stored = self.options.compression_method(CompressionMethod::Stored);
        Ok(self.zip.start_file(name, stored.large_file(bytes > u64::from(u32::MAX)))?)
    }

    /// Adds bytes to the entry.
    pub(super) async fn bytes(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        self.zip.write_all(bytes)?;
        self.send(PIECE).await
    }

    /// Writes the directory and sends what is left.
    pub(super) async fn finish(self) -> Result<(), Broken> {
        self.zip.finish()?;
        match self.written.take(1) {
            Some(rest) => self.reader.send(rest).await,
            None => Ok(()),
        }
    }

    async fn send(&mut self, least: usize) -> Result<(), Broken> {
        match self.written.take(least) {
            Some(piece) => self.reader.send(piece).await,
            None => Ok(()),
        }
    }
}

/// The time as archives keep it: from 1980 on, in steps of two seconds.
fn dos_time(time: DateTime<Utc>) -> Option<zip::DateTime> {
    let byte = |part: u32| u8::try_from(part).ok();
    zip::DateTime::from_date_and_time(
        u16::try_from(time.year()).ok()?,
        byte(time.month())?,
        byte(time.day())?,
        byte(time.hour())?,
        byte(time.minute())?,
        byte(time.second())?,
    )
    .ok()
}
