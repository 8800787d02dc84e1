//! Files that are made once and then only read, by however many processes start at once.

use crate::keys::LoadKeysError;
use std::{
    fs::{self, DirBuilder},
    io::{self, Write},
    path::Path,
};
use tempfile::NamedTempFile;

/// The text of a secret file. When there is none it is made, readable by its owner alone, and appears with all
/// its text at once; when another process was quicker, its text is the one.
pub(crate) fn read_or_make(path: &Path, make: impl FnOnce() -> String) -> Result<String, LoadKeysError> {
    let unread = |cause| LoadKeysError::Read { path: path.to_owned(), cause };
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        text => return text.map_err(unread),
    }
    match put(path, &make()) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(cause) => return Err(LoadKeysError::Write { path: path.to_owned(), cause }),
    }
    fs::read_to_string(path).map_err(unread)
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    // Such files are for their owner alone from the first moment on.
    let mut file = NamedTempFile::with_prefix_in(".new-", folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    Ok(())
}

/// Makes the folder for its owner alone; those above it have the usual rights.
fn make_folder(folder: &Path) -> io::Result<()> {
    if let Some(above) = folder.parent() {
        fs::create_dir_all(above)?;
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    // An existing one is fine.
    builder.recursive(true).create(folder)
}
