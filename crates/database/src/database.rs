use crate::{connect, error::store_error, events::Outlet, migrate, transaction::SqlTx};
use async_trait::async_trait;
use sea_orm::{
    AccessMode, DatabaseConnection, DbBackend, IsolationLevel, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use std::{fmt, sync::Arc};
use xinggen_domain::{
    Id, UserId,
    error::StoreError,
    ports::{Clock, EventBus, TenantTx, UnitOfWork},
};

/// Where the database is and how many connections it may have.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseSettings {
    /// `postgres://user:password@host/name`, or `sqlite:///absolute/path` or `sqlite://relative/path` to a file
    /// that is made if it is not there.
    pub url: String,
    /// At most this many connections to PostgreSQL. SQLite always has one that writes and four that read.
    pub max_connections: u32,
}

/// A database that holds everything the ports store. Clones share its connections.
///
/// It is the [`UnitOfWork`] and all the small ports across tenants: `AccountDirectory`, `Sessions`, `ApiKeys`, `SecondFactors`, `EventTickets`,
/// `PriceBook`, `JobQueue`, `LotExpiry`, `Housekeeping` and `LedgerAudit`.
#[derive(Clone)]
pub struct Database {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
    pub(crate) outlet: Outlet,
    settings: DatabaseSettings,
}

/// Shows the URL without its password.
impl fmt::Debug for DatabaseSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatabaseSettings")
            .field("url", &without_password(&self.url))
            .field("max_connections", &self.max_connections)
            .finish()
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Database").field(&self.settings).finish()
    }
}

fn without_password(url: &str) -> String {
    let hidden = || {
        let (scheme, rest) = url.split_once("://")?;
        let (user, place) = rest.rsplit_once('@')?;
        let (name, _password) = user.split_once(':')?;
        Some(format!("{scheme}://{name}:…@{place}"))
    };
    hidden().unwrap_or_else(|| url.to_owned())
}

impl Database {
    /// Connects. Makes an SQLite file that is not there, but no tables: see [`migrate`](Self::migrate). The clock
    /// gives events their time.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the database cannot be reached, [`StoreError::Backend`] when the URL is
    /// none that this adapter can use.
    pub async fn connect(settings: &DatabaseSettings, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let pools = connect::pools(settings).await?;
        let outlet = Outlet { clock, bus: None };
        Ok(Self { writer: pools.writer, reader: pools.reader, outlet, settings: settings.clone() })
    }

    /// Tells this bus of every commit that wrote events.
    #[must_use]
    pub fn with_events(mut self, bus: Arc<dyn EventBus>) -> Self {
        self.outlet.bus = Some(bus);
        self
    }

    /// Brings the schema up to date, one process at a time: others wait, then find nothing to do.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the database or its lock cannot be reached, [`StoreError::Backend`] when a
    /// migration fails; a failed one leaves nothing behind.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        migrate::up(&self.writer, &self.settings.url).await
    }

    /// The names of the migrations that this database lacks, oldest first; changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the database cannot be reached.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, StoreError> {
        migrate::pending(&self.reader).await
    }

    /// Closes the connections, after those in use are given back.
    ///
    /// # Errors
    /// [`StoreError::Backend`] when a connection cannot be closed in order.
    pub async fn close(self) -> Result<(), StoreError> {
        self.reader.close().await.map_err(store_error)?;
        self.writer.close().await.map_err(store_error)
    }

    pub(crate) async fn begin_writing(&self) -> Result<sea_orm::DatabaseTransaction, StoreError> {
        // A deferred one would fail at its first write whenever another had written meanwhile, without waiting.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.writer.begin_with_options(options).await.map_err(store_error)
    }

    pub(crate) async fn begin_snapshot(&self) -> Result<sea_orm::DatabaseTransaction, StoreError> {
        let on_postgres = self.reader.get_database_backend() == DbBackend::Postgres;
        // SQLite knows neither and would only warn: there the pool cannot write, and a transaction is a snapshot.
        let options = TransactionOptions {
            isolation_level: on_postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: on_postgres.then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: None,
        };
        self.reader.begin_with_options(options).await.map_err(store_error)
    }
}

#[async_trait]
impl UnitOfWork for Database {
    async fn begin(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        let tx = self.begin_writing().await?;
        Ok(Box::new(SqlTx::writing(tx, owner.as_uuid(), self.outlet.clone())))
    }

    async fn begin_read(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        let tx = self.begin_snapshot().await?;
        Ok(Box::new(SqlTx::reading(tx, owner.as_uuid(), self.outlet.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_do_not_show_the_password() {
        let settings =
            DatabaseSettings { url: "postgres://xinggen:s3:cr@t@db/xinggen".to_owned(), max_connections: 4 };
        let shown = format!("{settings:?}");
        assert!(shown.contains("postgres://xinggen:…@db/xinggen"), "{shown}");
        assert_eq!(without_password("sqlite://data/a@b.db"), "sqlite://data/a@b.db");
    }
}
