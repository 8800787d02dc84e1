use crate::failure;
use async_trait::async_trait;
use std::{
    io,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use tokio::task::spawn_blocking;
use xinggen_domain::{
    asset::ObjectKey,
    error::BlobError,
    ports::{Scratch, ScratchFolder},
};

/// Folders below a root, removed when they are dropped.
#[derive(Debug, Clone)]
pub struct TempScratch {
    root: PathBuf,
}

impl TempScratch {
    /// Folders below this one, which is made when the first is asked for.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }
}

struct TempFolder(TempDir);

impl ScratchFolder for TempFolder {
    fn path(&self) -> &Path {
        self.0.path()
    }
}

#[async_trait]
impl Scratch for TempScratch {
    async fn folder(&self) -> Result<Box<dyn ScratchFolder>, BlobError> {
        let root = self.root.clone();
        let made = spawn_blocking(move || {
            std::fs::create_dir_all(&root)?;
            tempfile::Builder::new().prefix("work-").tempdir_in(&root)
        });
        let folder = made.await.map_err(io::Error::other).and_then(|made| made);
        let named = || ObjectKey::from_stored(self.root.display().to_string());
        let folder = folder.map_err(|error| failure::other(&named(), error))?;
        Ok(Box::new(TempFolder(folder)))
    }
}
