use crate::{
    connect,
    events::Outlet,
    flights::{self, Flights},
    home::{OpenTx, Pool},
    migrate, roles,
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
    /// At most this many connections to PostgreSQL for tenants' transactions, and half as many for the ports across
    /// tenants. SQLite always has one that writes and four that read.
    pub max_connections: u32,
    /// PostgreSQL: a login for the ports across tenants that inherits `xinggen_system`; that of `url` then needs to be
    /// a member of `xinggen_app` alone. None: the login of `url` acts as both, one at a time.
    pub system_url: Option<String>,
    /// PostgreSQL: the owner's login, for migrations. None: that of `url`.
    pub migrate_url: Option<String>,
}

/// A database that holds everything the ports store. Clones share its connections.
///
/// It may be used on any runtime; its connections live on the one on which it was connected, which has to outlive it.
///
/// It is the [`UnitOfWork`] and all the small ports across tenants: `AccountDirectory`, `SessionDirectory`, `ApiKeys`,
/// `AllSecondFactors`, `EventTickets`, `VerificationCodes`, `RateLimiter`, `PriceBook`, `RedemptionBatches`, `JobQueue`, `LotExpiry`, `Housekeeping` and
/// `LedgerAudit`.
#[derive(Clone)]
pub struct Database {
    pub(crate) writer: Pool,
    pub(crate) reader: Pool,
    pub(crate) outlet: Outlet,
    tenants: Option<Pool>,
    flights: Flights,
    settings: DatabaseSettings,
}

impl DatabaseSettings {
    /// One login for everything.
    #[must_use]
    pub fn new(url: impl Into<String>, max_connections: u32) -> Self {
        Self { url: url.into(), max_connections, system_url: None, migrate_url: None }
    }

    /// Where the ports across tenants log in.
    pub(crate) fn system(&self) -> &str {
        self.system_url.as_deref().unwrap_or(&self.url)
    }
}

/// Shows the URLs without their passwords.
impl fmt::Debug for DatabaseSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatabaseSettings")
            .field("url", &without_password(&self.url))
            .field("max_connections", &self.max_connections)
            .field("system_url", &self.system_url.as_deref().map(without_password))
            .field("migrate_url", &self.migrate_url.as_deref().map(without_password))
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
        let (writer, reader, tenants) = (pools.writer, pools.reader, pools.tenants);
        Ok(Self { writer, reader, outlet, tenants, flights, settings: settings.clone() })
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
    /// migration fails or, on PostgreSQL, a login lacks its role; a failed migration leaves nothing behind.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let Some(tenants) = &self.tenants else {
            return migrate::up(self.writer.bare(), &self.settings.url).await;
        };
        let tenants = tenants.bare();
        // A look first: the login may be one that cannot migrate and need not.
        let pending = migrate::pending(tenants).await?.len();
        let strict = self.settings.system_url.is_some();
        match &self.settings.migrate_url {
            _ if pending == 0 => {}
            None if strict => return Err(migrate::without_owner(pending)),
            owner => migrate::up(tenants, owner.as_ref().unwrap_or(&self.settings.url)).await?,
        }
        roles::check(tenants, self.writer.bare(), strict).await
    }

    /// The names of the migrations that this database lacks, oldest first; changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the database cannot be reached.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, StoreError> {
        migrate::pending(self.tenants.as_ref().unwrap_or(&self.reader).bare()).await
    }

    /// Closes the connections, after those in use are given back.
    ///
    /// # Errors
    /// [`StoreError::Backend`] when a connection cannot be closed in order.
    pub async fn close(self) -> Result<(), StoreError> {
        if let Some(tenants) = self.tenants {
            tenants.close().await?;
        }
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

    async fn begin_of_tenant(&self, owner: UserId) -> Result<OpenTx, StoreError> {
        match &self.tenants {
            Some(pool) => roles::begin(pool, owner.as_uuid(), false).await,
            None => self.begin_writing().await,
        }
    }
}

#[async_trait]
impl UnitOfWork for Database {
    async fn begin(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        let tx = self.begin_of_tenant(owner).await?;
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
        let tx = self.begin_of_tenant(owner).await?;
        let patience = RIVAL_PATIENCE.saturating_sub(asked.elapsed());
        if !flights::keep_others_out(tx.open()?, owner, key, patience).await? {
            return Ok(None);
        }
        let tx = SqlTx::writing(tx, owner.as_uuid(), self.outlet.clone());
        Ok(Some(Box::new(tx.in_flight(flight))))
    }

    async fn begin_read(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        let tx = match &self.tenants {
            Some(pool) => roles::begin(pool, owner.as_uuid(), true).await?,
            None => self.begin_snapshot().await?,
        };
        Ok(Box::new(SqlTx::reading(tx, owner.as_uuid(), self.outlet.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_do_not_show_the_password() {
        let url = "postgres://xinggen:s3:cr@t@db/xinggen";
        let settings = DatabaseSettings {
            system_url: Some(url.replace("//xinggen", "//system")),
            migrate_url: Some(url.replace("//xinggen", "//owner")),
            ..DatabaseSettings::new(url, 4)
        };
        let shown = format!("{settings:?}");
        for login in ["xinggen", "system", "owner"] {
            assert!(shown.contains(&format!("postgres://{login}:…@db/xinggen")), "{shown}");
        }
        assert!(!shown.contains("cr@t"), "{shown}");
        assert_eq!(without_password("sqlite://data/a@b.db"), "sqlite://data/a@b.db");
    }
}
