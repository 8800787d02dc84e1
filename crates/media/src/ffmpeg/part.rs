//! Files that appear whole or not at all.

use super::failure::disk;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use xinggen_domain::error::VendorError;

/// A file that is being written under a name of its own, beside where it will be; dropping it removes it.
#[derive(Debug)]
pub(crate) struct Part {
    path: PathBuf,
    target: PathBuf,
}

impl Part {
    pub(crate) fn of(target: &Path) -> Result<Self, VendorError> {
        let target = std::path::absolute(target).map_err(|error| disk(target, error))?;
        let mut name = OsString::from(&target);
        name.push(".part");
        Ok(Self { path: name.into(), target })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the complete file its name.
    pub(crate) fn finish(self) -> Result<(), VendorError> {
        std::fs::rename(&self.path, &self.target).map_err(|error| disk(&self.target, error))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After a finished write there is nothing left to remove.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// A folder for what is needed only while `target` is made, on the same disk; dropping it removes it.
pub(crate) fn workshop(target: &Path) -> Result<TempDir, VendorError> {
    let target = std::path::absolute(target).map_err(|error| disk(target, error))?;
    let folder = target.parent().unwrap_or(&target);
    tempfile::Builder::new().prefix(".making-").tempdir_in(folder).map_err(|error| disk(folder, error))
}
