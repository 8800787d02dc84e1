//! Databases that are fresh and migrated, one per side.

use crate::Failure;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use std::sync::Arc;
use tempfile::TempDir;
use xinggen_database::{Database, DatabaseSettings};
use xinggen_domain::ports::LedgerAudit;
use xinggen_testkit::ManualClock;

/// Connections of a pool to PostgreSQL, on both sides.
pub(crate) const CONNECTIONS: u32 = 8;

/// A migrated database without rows.
pub(crate) struct FreshDatabase {
    pub(crate) database: Database,
    pub(crate) settings: DatabaseSettings,
    name: String,
    _folder: Option<TempDir>,
}

impl FreshDatabase {
    /// A file in a folder that goes with it.
    pub(crate) async fn sqlite() -> Result<Self, Failure> {
        let folder = TempDir::new()?;
        let file = folder.path().join("bench.db");
        let url = format!("sqlite://{}", file.display());
        Self::migrated(url, String::new(), Some(folder)).await
    }

    /// A database on this server, until [`PostgresServer::remove`].
    pub(crate) async fn postgres(server: &PostgresServer, side: &str) -> Result<Self, Failure> {
        let name = format!("xinggen_test_bench_{}_{side}", std::process::id());
        server.run(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
        server.run(format!("CREATE DATABASE {name} TEMPLATE template0")).await?;
        Self::migrated(server.url_of(&name)?, name, None).await
    }

    async fn migrated(url: String, name: String, folder: Option<TempDir>) -> Result<Self, Failure> {
        let settings = DatabaseSettings::new(url, CONNECTIONS);
        let database = Database::connect(&settings, Arc::new(ManualClock::default())).await?;
        database.migrate().await?;
        Ok(Self { database, settings, name, _folder: folder })
    }

    /// Fails unless every invariant of the ledger holds: then whoever wrote here has left nothing out.
    pub(crate) async fn check_books(&self) -> Result<(), Failure> {
        match self.database.check().await?.first() {
            None => Ok(()),
            Some(violation) => Err(format!("{}: {}", violation.invariant, violation.subject).into()),
        }
    }
}

/// A PostgreSQL server on which databases may be made.
pub(crate) struct PostgresServer {
    url: String,
}

impl PostgresServer {
    /// The one that `XINGGEN_TEST_POSTGRES_URL` names.
    #[expect(clippy::disallowed_methods, reason = "a benchmark has no configuration but the environment")]
    pub(crate) fn of_environment() -> Result<Self, Failure> {
        let url = std::env::var("XINGGEN_TEST_POSTGRES_URL")
            .map_err(|_| "XINGGEN_TEST_POSTGRES_URL is not set: run make bench")?;
        Ok(Self { url })
    }

    /// Drops a database that was made here.
    pub(crate) async fn remove(&self, fresh: FreshDatabase) -> Result<(), Failure> {
        fresh.database.close().await?;
        self.run(format!("DROP DATABASE {} WITH (FORCE)", fresh.name)).await
    }

    async fn run(&self, sql: String) -> Result<(), Failure> {
        let mut connection = PgConnection::connect(&self.url).await?;
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
        Ok(connection.close().await?)
    }

    fn url_of(&self, database: &str) -> Result<String, Failure> {
        let (base, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let (server, _) = base.rsplit_once('/').ok_or("XINGGEN_TEST_POSTGRES_URL names no database")?;
        Ok(format!("{server}/{database}?{query}"))
    }
}
