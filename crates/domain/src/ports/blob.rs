use crate::{UserId, asset::ObjectKey, error::BlobError, provenance::Digest};
use async_trait::async_trait;
use bytes::Bytes;
use std::{path::Path, time::Duration};

/// What was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredBlob {
    /// How many bytes.
    pub bytes: u64,
    /// Their digest.
    pub sha256: Digest,
}

/// Object storage. An object is there whole or not at all; writing an existing key replaces it.
#[async_trait]
pub trait BlobStore: Send + Sync {
    /// Stores bytes.
    async fn put(&self, key: &ObjectKey, bytes: Bytes) -> Result<StoredBlob, BlobError>;

    /// Stores a local file without reading it whole into memory; the file stays.
    async fn put_file(&self, key: &ObjectKey, file: &Path) -> Result<StoredBlob, BlobError>;

    /// The bytes of an object.
    ///
    /// # Errors
    /// [`BlobError::NotFound`] when there is none.
    async fn get(&self, key: &ObjectKey) -> Result<Bytes, BlobError>;

    /// Writes an object to a local file, replacing it.
    ///
    /// # Errors
    /// [`BlobError::NotFound`] when there is none.
    async fn fetch(&self, key: &ObjectKey, file: &Path) -> Result<(), BlobError>;

    /// At most `limit` bytes of an object from `offset` on; none from behind its end.
    ///
    /// # Errors
    /// [`BlobError::NotFound`] when there is none.
    async fn read(&self, key: &ObjectKey, offset: u64, limit: u64) -> Result<Bytes, BlobError>;

    /// A link that anyone can read the object by for so long, where the store gives such links; `mime` is the
    /// media type that it answers with. None where bytes have to come through us.
    async fn link(&self, key: &ObjectKey, mime: &str, holds: Duration) -> Result<Option<String>, BlobError>;

    /// Whether there is such an object.
    async fn exists(&self, key: &ObjectKey) -> Result<bool, BlobError>;

    /// Removes an object; removing none is fine.
    async fn delete(&self, key: &ObjectKey) -> Result<(), BlobError>;

    /// Removes every object of a user, intermediates included; removing none is fine.
    async fn delete_all(&self, owner: UserId) -> Result<(), BlobError>;
}

/// Local folders for the files that renderers read and write.
#[async_trait]
pub trait Scratch: Send + Sync {
    /// A new, empty folder.
    async fn folder(&self) -> Result<Box<dyn ScratchFolder>, BlobError>;
}

/// A local folder; dropping it removes it with everything in it.
pub trait ScratchFolder: Send + Sync {
    /// Where it is.
    fn path(&self) -> &Path;
}
