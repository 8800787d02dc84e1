use crate::{copy, failure, key};
use async_trait::async_trait;
use bytes::Bytes;
use opendal::{
    Operator,
    options::ReadOptions,
    services::{Fs, Memory},
};
use std::{fs, io, path::Path, time::Duration};
use xinggen_domain::{
    UserId,
    asset::ObjectKey,
    error::BlobError,
    ports::{BlobStore, StoredBlob},
};

/// Where objects are written before they are renamed into place. No key begins with a dot.
const UNFINISHED: &str = ".unfinished";

/// What a killed process left unfinished is removed when it is older than this; nobody writes so long.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);

/// Object storage on an opendal service.
#[derive(Debug, Clone)]
pub struct OpendalBlobStore {
    operator: Operator,
}

impl OpendalBlobStore {
    /// Objects as files below a folder, which is made if need be. The folder is ours alone.
    ///
    /// # Errors
    /// The folder cannot be made or written.
    pub fn disk(root: &Path) -> Result<Self, BlobError> {
        let named = ObjectKey::from_stored(root.display().to_string());
        let local = |error: io::Error| failure::other(&named, error);
        let unfinished = root.join(UNFINISHED);
        fs::create_dir_all(&unfinished).map_err(local)?;
        sweep(&unfinished).map_err(local)?;
        let text = |path: &Path| {
            let path = path.to_str().map(str::to_owned);
            path.ok_or_else(|| local(io::Error::other("the folder's name is not UTF-8")))
        };
        let service = Fs::default().root(&text(root)?).atomic_write_dir(&text(&unfinished)?);
        let operator = Operator::new(service).map_err(|error| failure::of_store(&named, error))?;
        Ok(Self { operator })
    }

    /// Objects in memory, gone with the process.
    ///
    /// # Errors
    /// The service cannot be set up.
    pub fn memory() -> Result<Self, BlobError> {
        let named = ObjectKey::from_stored("memory".to_owned());
        let operator = Operator::new(Memory::default()).map_err(|error| failure::of_store(&named, error))?;
        Ok(Self { operator })
    }
}

/// Removes what was abandoned. A file that another process finishes or removes meanwhile is none of our business.
fn sweep(unfinished: &Path) -> io::Result<()> {
    for entry in fs::read_dir(unfinished)? {
        let entry = entry?;
        let age = entry.metadata().and_then(|facts| facts.modified()).map(|written| written.elapsed());
        if matches!(age, Ok(Ok(age)) if age > ABANDONED) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

#[async_trait]
impl BlobStore for OpendalBlobStore {
    async fn put(&self, key: &ObjectKey, bytes: Bytes) -> Result<StoredBlob, BlobError> {
        copy::store(&self.operator, key, key::path(key)?, copy::pieces(&bytes)).await
    }

    async fn put_file(&self, key: &ObjectKey, file: &Path) -> Result<StoredBlob, BlobError> {
        let path = key::path(key)?;
        let file = tokio::fs::File::open(file).await.map_err(|error| failure::other(key, error))?;
        copy::store(&self.operator, key, path, copy::pieces_of_file(file)).await
    }

    async fn get(&self, key: &ObjectKey) -> Result<Bytes, BlobError> {
        let read = self.operator.read(key::path(key)?).await;
        Ok(read.map_err(|error| failure::of_store(key, error))?.to_bytes())
    }

    async fn fetch(&self, key: &ObjectKey, file: &Path) -> Result<(), BlobError> {
        copy::fetch(&self.operator, key, key::path(key)?, file).await
    }

    async fn read(&self, key: &ObjectKey, offset: u64, limit: u64) -> Result<Bytes, BlobError> {
        let path = key::path(key)?;
        let failed = |error| failure::of_store(key, error);
        let facts = self.operator.stat(path).await.map_err(failed)?;
        if !facts.is_file() {
            return Err(BlobError::NotFound(key.to_string()));
        }
        // A range that ends behind the object is an error to opendal, so it is cut to what is there.
        let end = offset.saturating_add(limit).min(facts.content_length());
        if offset >= end {
            return Ok(Bytes::new());
        }
        Ok(self.operator.read_with(path).range(offset..end).await.map_err(failed)?.to_bytes())
    }

    async fn link(&self, key: &ObjectKey, mime: &str, holds: Duration) -> Result<Option<String>, BlobError> {
        let path = key::path(key)?;
        let can = self.operator.info().capability();
        if !can.presign_read {
            return Ok(None);
        }
        let mime = can.read_with_override_content_type.then(|| mime.to_owned());
        let options = ReadOptions { override_content_type: mime, ..ReadOptions::default() };
        let link = self.operator.presign_read_options(path, holds, options).await;
        Ok(Some(link.map_err(|error| failure::of_store(key, error))?.uri().to_string()))
    }

    async fn exists(&self, key: &ObjectKey) -> Result<bool, BlobError> {
        match self.operator.stat(key::path(key)?).await {
            Ok(facts) => Ok(facts.is_file()),
            Err(error) if error.kind() == opendal::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(failure::of_store(key, error)),
        }
    }

    async fn delete(&self, key: &ObjectKey) -> Result<(), BlobError> {
        let deleted = self.operator.delete(key::path(key)?).await;
        deleted.map_err(|error| failure::of_store(key, error))
    }

    async fn delete_all(&self, owner: UserId) -> Result<(), BlobError> {
        let prefix = ObjectKey::prefix(owner);
        match self.operator.delete_with(&prefix).recursive(true).await {
            Err(error) if error.kind() != opendal::ErrorKind::NotFound => {
                Err(failure::of_store(&ObjectKey::from_stored(prefix), error))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OpendalBlobStore;
    use opendal::{Operator, services::S3};
    use std::time::Duration;
    use xinggen_domain::{asset::ObjectKey, ports::BlobStore};

    #[tokio::test]
    async fn a_store_that_signs_links_gives_them() {
        let service = S3::default()
            .bucket("films")
            .region("eu-1")
            .endpoint("https://s3.example")
            .access_key_id("who")
            .secret_access_key("secret")
            .disable_config_load()
            .disable_ec2_metadata();
        let store = OpendalBlobStore { operator: Operator::new(service).expect("a store") };
        let key = ObjectKey::from_stored("u/1/assets/雪.mp4".to_owned());
        let link = store.link(&key, "video/mp4", Duration::from_secs(90)).await.expect("asked");
        let link = link.expect("a link");
        assert!(link.starts_with("https://s3.example/films/u/1/assets/%E9%9B%AA.mp4?"), "{link}");
        for part in ["X-Amz-Expires=90", "response-content-type=video/mp4", "X-Amz-Signature="] {
            assert!(link.contains(part), "{link} lacks {part}");
        }
        assert!(!link.contains("secret"), "{link}");
    }
}
