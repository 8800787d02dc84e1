//! Local folders for tests.

use async_trait::async_trait;
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};
use xinggen_domain::{
    error::BlobError,
    ports::{Scratch, ScratchFolder},
};

static MADE: AtomicU64 = AtomicU64::new(0);

/// A new folder below the system's folder for temporary files; dropping it removes it with everything in it.
#[derive(Debug)]
pub struct TestFolder {
    path: PathBuf,
}

impl TestFolder {
    /// Makes one.
    ///
    /// # Errors
    /// The system refuses to make a folder.
    pub fn new() -> io::Result<Self> {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("xinggen-test-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        // Left behind by a process of the same number that was killed.
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path)?;
        Ok(Self { path })
    }
}

impl ScratchFolder for TestFolder {
    fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for TestFolder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system, which empties its folder for temporary files.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Gives out [`TestFolder`]s.
#[derive(Debug, Clone, Copy, Default)]
pub struct TestScratch;

#[async_trait]
impl Scratch for TestScratch {
    async fn folder(&self) -> Result<Box<dyn ScratchFolder>, BlobError> {
        match TestFolder::new() {
            Ok(folder) => Ok(Box::new(folder)),
            Err(source) => Err(BlobError::Backend {
                key: "a folder for temporary files".to_owned(),
                source: source.into(),
            }),
        }
    }
}
