//! Moving bytes in pieces, so that memory stays small however large a file is.

use crate::failure;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use opendal::{Operator, Writer};
use sha2::{Digest as _, Sha256};
use std::{
    io,
    path::{Path, PathBuf},
    pin::pin,
};
use tempfile::{NamedTempFile, TempPath};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncWriteExt},
};
use xinggen_domain::{asset::ObjectKey, error::BlobError, ports::StoredBlob, provenance::Digest};

/// The size of a piece in bytes.
const PIECE: usize = 256 * 1024;

/// The pieces of bytes in memory.
pub(crate) fn pieces(bytes: &Bytes) -> impl Stream<Item = io::Result<Bytes>> + Send + '_ {
    let starts = (0..bytes.len()).step_by(PIECE);
    let piece = |start: usize| Ok(bytes.slice(start..bytes.len().min(start + PIECE)));
    futures_util::stream::iter(starts.map(piece))
}

/// The pieces of a file.
pub(crate) fn pieces_of_file(file: File) -> impl Stream<Item = io::Result<Bytes>> + Send {
    futures_util::stream::try_unfold(file, |mut file| async move {
        let mut piece = Vec::with_capacity(PIECE);
        (&mut file).take(PIECE as u64).read_to_end(&mut piece).await?;
        Ok((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
    })
}

/// Writes an object; when that fails, what was written so far is removed.
pub(crate) async fn store(
    operator: &Operator,
    key: &ObjectKey,
    path: &str,
    pieces: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<StoredBlob, BlobError> {
    let mut writer = operator.writer(path).await.map_err(|error| failure::of_store(key, error))?;
    let stored = write(&mut writer, key, pieces).await;
    if stored.is_err() {
        // The first failure is the one to tell; a second one leaves a file that nothing names.
        let _ = writer.abort().await;
    }
    stored
}

async fn write(
    writer: &mut Writer,
    key: &ObjectKey,
    pieces: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<StoredBlob, BlobError> {
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut pieces = pin!(pieces);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| failure::other(key, error))?;
        hash.update(&piece);
        bytes += piece.len() as u64;
        writer.write(piece).await.map_err(|error| failure::of_store(key, error))?;
    }
    writer.close().await.map_err(|error| failure::of_store(key, error))?;
    Ok(StoredBlob { bytes, sha256: Digest::from_bytes(hash.finalize().into()) })
}

/// Writes an object to a file: beside it first, then in its place. The part is removed when this fails or is
/// dropped.
pub(crate) async fn fetch(
    operator: &Operator,
    key: &ObjectKey,
    path: &str,
    target: &Path,
) -> Result<(), BlobError> {
    let local = |error: io::Error| failure::other(key, error);
    let reader = operator.reader(path).await.map_err(|error| failure::of_store(key, error))?;
    let mut stream = reader.into_stream(..).await.map_err(|error| failure::of_store(key, error))?;
    let mut piece = stream.next().await;
    if let Some(Err(error)) = piece {
        return Err(failure::of_store(key, error));
    }
    let (mut file, part) = part_beside(target).await.map_err(local)?;
    while let Some(buffer) = piece {
        for bytes in buffer.map_err(|error| failure::of_store(key, error))? {
            file.write_all(&bytes).await.map_err(local)?;
        }
        piece = stream.next().await;
    }
    file.flush().await.map_err(local)?;
    drop(file);
    tokio::fs::rename(&part, target).await.map_err(local)?;
    // It has moved: there is nothing left to remove under the old name.
    part.keep().map(drop).map_err(|error| local(error.error))
}

async fn part_beside(target: &Path) -> io::Result<(File, TempPath)> {
    let target: PathBuf = target.to_owned();
    let part = tokio::task::spawn_blocking(move || new_part(&target)).await.map_err(io::Error::other)??;
    let (file, path) = part.into_parts();
    Ok((File::from_std(file), path))
}

fn new_part(target: &Path) -> io::Result<NamedTempFile> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".").suffix(".part");
    // The finished file is the user's like any other, not for the owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
