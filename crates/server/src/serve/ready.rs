use crate::{House, Settings};
use async_trait::async_trait;
use std::sync::Arc;
use xinggen_api::ReadyCheck;
use xinggen_database::Database;
use xinggen_domain::{asset::ObjectKey, ports::BlobStore};

/// What the server needs to be ready.
pub(super) fn checks(_settings: &Settings, house: &House) -> Vec<Arc<dyn ReadyCheck>> {
    vec![
        Arc::new(DatabaseCheck(house.database.clone())),
        Arc::new(StorageCheck(Arc::clone(&house.ports.blobs))),
    ]
}

struct DatabaseCheck(Database);

#[async_trait]
impl ReadyCheck for DatabaseCheck {
    fn part(&self) -> &'static str {
        "database"
    }

    async fn check(&self) -> Result<(), String> {
        match self.0.pending_migrations().await {
            Ok(pending) if pending.is_empty() => Ok(()),
            Ok(pending) => Err(format!("{} migrations are to run: xinggen migrate", pending.len())),
            Err(error) => {
                tracing::warn!(%error, "the database is not ready");
                Err("the database cannot be reached".to_owned())
            }
        }
    }
}

struct StorageCheck(Arc<dyn BlobStore>);

#[async_trait]
impl ReadyCheck for StorageCheck {
    fn part(&self) -> &'static str {
        "storage"
    }

    async fn check(&self) -> Result<(), String> {
        let key = ObjectKey::from_stored("ready".to_owned());
        let written = self.0.put(&key, bytes::Bytes::from_static(b"ready")).await;
        written.map(|_| ()).map_err(|error| {
            tracing::warn!(%error, "storage is not ready");
            "storage cannot be written".to_owned()
        })
    }
}
