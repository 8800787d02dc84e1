use crate::sync::locked;
use async_trait::async_trait;
use bytes::Bytes;
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};
use xinggen_domain::{
    UserId,
    asset::ObjectKey,
    error::BlobError,
    ports::{BlobStore, StoredBlob},
    provenance::Digest,
};

/// Object storage in memory. Clones are the same store.
#[derive(Debug, Clone, Default)]
pub struct MemoryBlobs {
    objects: Arc<Mutex<BTreeMap<ObjectKey, Bytes>>>,
}

impl MemoryBlobs {
    /// The keys of all objects, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<ObjectKey> {
        locked(&self.objects).keys().cloned().collect()
    }
}

fn failed(key: &ObjectKey, source: std::io::Error) -> BlobError {
    BlobError::Backend { key: key.to_string(), source: source.into() }
}

#[async_trait]
impl BlobStore for MemoryBlobs {
    async fn put(&self, key: &ObjectKey, bytes: Bytes) -> Result<StoredBlob, BlobError> {
        let stored = StoredBlob { bytes: bytes.len() as u64, sha256: Digest::of(&bytes) };
        locked(&self.objects).insert(key.clone(), bytes);
        Ok(stored)
    }

    async fn put_file(&self, key: &ObjectKey, file: &Path) -> Result<StoredBlob, BlobError> {
        let bytes = tokio::fs::read(file).await.map_err(|error| failed(key, error))?;
        self.put(key, bytes.into()).await
    }

    async fn get(&self, key: &ObjectKey) -> Result<Bytes, BlobError> {
        let found = locked(&self.objects).get(key).cloned();
        found.ok_or_else(|| BlobError::NotFound(key.to_string()))
    }

    async fn fetch(&self, key: &ObjectKey, file: &Path) -> Result<(), BlobError> {
        let bytes = self.get(key).await?;
        tokio::fs::write(file, bytes).await.map_err(|error| failed(key, error))
    }

    async fn read(&self, key: &ObjectKey, offset: u64, limit: u64) -> Result<Bytes, BlobError> {
        let bytes = self.get(key).await?;
        let end = bytes.len() as u64;
        let from = offset.min(end);
        let to = from.saturating_add(limit).min(end);
        Ok(bytes.slice(from as usize..to as usize))
    }

    async fn link(&self, _: &ObjectKey, _: &str, _: Duration) -> Result<Option<String>, BlobError> {
        Ok(None)
    }

    async fn exists(&self, key: &ObjectKey) -> Result<bool, BlobError> {
        Ok(locked(&self.objects).contains_key(key))
    }

    async fn delete(&self, key: &ObjectKey) -> Result<(), BlobError> {
        locked(&self.objects).remove(key);
        Ok(())
    }

    async fn delete_all(&self, owner: UserId) -> Result<(), BlobError> {
        let prefix = ObjectKey::prefix(owner);
        locked(&self.objects).retain(|key, _| !key.as_str().starts_with(&prefix));
        Ok(())
    }
}
