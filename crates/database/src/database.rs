use crate::{
    connect,
    events::Outlet,
    flights::{self, Flights},
    home::{OpenTx, Pool},
    migrate,
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{
    AccessMode, ConnectionTrait as _, DbBackend, IsolationLevel, SqliteTransactionMode, TransactionOptions,
};
use std::{fmt, sync::Arc, time::Instant};
use xinggen_domain::{
    Id, UserId,
    error::StoreError,
    idempotency::{IdempotencyKey, RIVAL_PATIENCE},
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
/// It may be used on any runtime; its connections live on the one on which it was connected, which has to outlive it.
///
/// It is the [`UnitOfWork`] and all the small ports across tenants: `AccountDirectory`, `Sessions`, `EventTickets`,
/// `PriceBook`, `JobQueue`, `LotExpiry`, `Housekeeping` and `LedgerAudit`.
#[derive(Clone)]
pub struct Database {
    pub(crate) writer: Pool,
    pub(crate) reader: Pool,
    pub(crate) outlet: Outlet,
    flights: Flights,
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
        let (outlet, flights) = (Outlet { clock, bus: None }, Flights::default());
        Ok(Self { writer: pools.writer, reader: pools.reader, outlet, flights, settings: settings.clone() })
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
        migrate::up(self.writer.bare(), &self.settings.url).await
    }

    /// The names of the migrations that this database lacks, oldest first; changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the database cannot be reached.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, StoreError> {
        migrate::pending(self.reader.bare()).await
    }

    /// Closes the connections, after those in use are given back.
    ///
    /// # Errors
    /// [`StoreError::Backend`] when a connection cannot be closed in order.
    pub async fn close(self) -> Result<(), StoreError> {
        self.reader.close().await?;
        self.writer.close().await
    }

    pub(crate) async fn begin_writing(&self) -> Result<OpenTx, StoreError> {
        // A deferred one would fail at its first write whenever another had written meanwhile, without waiting.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.writer.begin(options).await
    }

    pub(crate) async fn begin_snapshot(&self) -> Result<OpenTx, StoreError> {
        let on_postgres = self.reader.get_database_backend() == DbBackend::Postgres;
        // SQLite knows neither and would only warn: there the pool cannot write, and a transaction is a snapshot.
        let options = TransactionOptions {
            isolation_level: on_postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: on_postgres.then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: None,
        };
        self.reader.begin(options).await
    }
}

#[async_trait]
impl UnitOfWork for Database {
    async fn begin(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        let tx = self.begin_writing().await?;
        Ok(Box::new(SqlTx::writing(tx, owner.as_uuid(), self.outlet.clone())))
    }

    async fn begin_once(
        &self,
        owner: UserId,
        key: &IdempotencyKey,
    ) -> Result<Option<Box<dyn TenantTx>>, StoreError> {
        let asked = Instant::now();
        // In this process first, where waiting costs no connection.
        let Some(flight) = self.flights.enter(owner, key, RIVAL_PATIENCE).await else {
            return Ok(None);
        };
        let tx = self.begin_writing().await?;
        let patience = RIVAL_PATIENCE.saturating_sub(asked.elapsed());
        if !flights::keep_others_out(tx.open()?, owner, key, patience).await? {
            return Ok(None);
        }
        let tx = SqlTx::writing(tx, owner.as_uuid(), self.outlet.clone());
        Ok(Some(Box::new(tx.in_flight(flight))))
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
