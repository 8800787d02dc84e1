//! Files that are made once and then read, by however many processes start at once, and changed as a whole.

use crate::keys::LoadKeysError;
use std::{
    fs::{self, DirBuilder, File},
    io::{self, Write},
    path::Path,
};
use tempfile::NamedTempFile;

/// The text of a secret file.
pub(crate) fn read(path: &Path) -> Result<String, LoadKeysError> {
    fs::read_to_string(path).map_err(|cause| LoadKeysError::Read { path: path.to_owned(), cause })
}

/// The text of a secret file. When there is none it is made, readable by its owner alone, and appears with all
/// its text at once; when another process was quicker, its text is the one.
pub(crate) fn read_or_make(path: &Path, make: impl FnOnce() -> String) -> Result<String, LoadKeysError> {
    match read(path) {
        Err(LoadKeysError::Read { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => {}
        text => return text,
    }
    match put(path, &make()) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(cause) => return Err(LoadKeysError::Write { path: path.to_owned(), cause }),
    }
    read(path)
}

/// Changes a secret file: whoever reads it sees the text before or the text after, and of several who change it at
/// once each sees what the one before has made of it.
pub(crate) fn change<T, E: From<LoadKeysError>>(
    path: &Path,
    change: impl FnOnce(Option<&str>) -> Result<(String, T), E>,
) -> Result<T, E> {
    let failed = |cause| LoadKeysError::Write { path: path.to_owned(), cause };
    let _alone = alone(path).map_err(failed)?;
    let before = match read(path) {
        Err(LoadKeysError::Read { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => None,
        text => Some(text?),
    };
    let (text, made) = change(before.as_deref())?;
    replace(path, &text).map_err(failed)?;
    Ok(made)
}

/// Waits until nobody else changes the file; nobody does until this is dropped.
fn alone(path: &Path) -> io::Result<File> {
    make_folder(folder(path))?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    let lock = File::create(path.with_file_name(name))?;
    lock.lock()?;
    Ok(lock)
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    written(path, text)?.persist_noclobber(path)?;
    Ok(())
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    written(path, text)?.persist(path)?;
    Ok(())
}

/// The text in a file of another name beside the one it is for.
fn written(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    make_folder(folder(path))?;
    // Such files are for their owner alone from the first moment on.
    let mut file = NamedTempFile::with_prefix_in(".new-", folder(path))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
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
