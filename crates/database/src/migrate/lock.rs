use crate::{connect::file_of, error::store_error};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend};
use std::{ffi::OsString, fs::File, io, path::PathBuf};
use xinggen_domain::error::StoreError;

/// The number of the advisory lock, any that nothing else in the database uses.
const ADVISORY_KEY: i64 = 0x7869_6e67_6765_6e01;

/// The right to migrate, held by one process. It ends with [`release`](Self::release), with a drop and with the
/// process.
pub(super) enum MigrationLock {
    /// An advisory lock, on a connection of its own: one in a pool would keep it when it goes back.
    Postgres(DatabaseConnection),
    /// A lock on a file beside the database.
    Sqlite(File),
}

impl MigrationLock {
    /// Waits until nobody else migrates.
    pub(super) async fn take(backend: DbBackend, url: &str) -> Result<Self, StoreError> {
        if backend == DbBackend::Postgres {
            return of_postgres(url).await.map(Self::Postgres);
        }
        let beside = lock_file(file_of(url)?);
        let locked = tokio::task::spawn_blocking(move || {
            let file = File::options().create(true).append(true).open(beside)?;
            file.lock()?;
            Ok(file)
        });
        let file: io::Result<File> = locked.await.unwrap_or_else(|error| Err(io::Error::other(error)));
        file.map(Self::Sqlite).map_err(|error| StoreError::Unavailable(Box::new(error)))
    }

    /// The connection that holds the lock, on PostgreSQL: the one to migrate on.
    pub(super) fn connection(&self) -> Option<&DatabaseConnection> {
        match self {
            Self::Postgres(connection) => Some(connection),
            Self::Sqlite(_) => None,
        }
    }

    /// Lets the next one migrate.
    pub(super) async fn release(self) -> Result<(), StoreError> {
        match self {
            Self::Postgres(connection) => connection.close().await.map_err(store_error),
            Self::Sqlite(file) => {
                drop(file);
                Ok(())
            }
        }
    }
}

async fn of_postgres(url: &str) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await.map_err(store_error)?;
    let lock = format!("SELECT pg_advisory_lock({ADVISORY_KEY})");
    connection.execute_unprepared(&lock).await.map_err(store_error)?;
    // A migration that reads rows of tenants would be shown none and go on; like this it fails.
    connection.execute_unprepared("SET row_security = off").await.map_err(store_error)?;
    Ok(connection)
}

fn lock_file(database: PathBuf) -> PathBuf {
    let mut name = OsString::from(database);
    name.push(".migrating");
    PathBuf::from(name)
}
