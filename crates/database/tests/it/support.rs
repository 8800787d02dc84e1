//! Databases to test on, each fresh and gone afterwards.

mod ledger;
mod postgres;

pub(crate) use ledger::Books;

use postgres::TestSchema;
use sea_orm::{ConnectOptions, DatabaseConnection, DbBackend};
use std::sync::Arc;
use tempfile::TempDir;
use xinggen_database::{Database, DatabaseSettings};
use xinggen_domain::ports::{
    AccountDirectory, AllJobs, AllSecondFactors, ApiKeys, EventBus, EventTickets, Housekeeping, JobQueue,
    LedgerAudit, LotExpiry, PlanBook, PlatformAiConfigs, PlatformAuditLog, PriceBook, RateLimiter,
    RedemptionBatches, SessionDirectory, UnitOfWork, VerificationCodes,
};
use xinggen_testkit::{ManualClock, MemoryEventBus, contract::StoreHarness};

/// A database of one test.
pub(crate) struct TestDatabase {
    pub(crate) database: Database,
    pub(crate) settings: DatabaseSettings,
    /// Gives events their time.
    pub(crate) clock: ManualClock,
    /// Hears of commits.
    pub(crate) bus: MemoryEventBus,
    place: Place,
}

/// What is behind the settings; gone with the test.
enum Place {
    Folder { _folder: TempDir },
    Server(TestSchema),
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Place::Server(schema) = &self.place else {
            return;
        };
        // A database with connections is dropped only after a wait for their end.
        let closing = async {
            let _ = self.database.clone().close().await;
            schema.remove().await;
        };
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(closing));
    }
}

/// A migrated SQLite database in a folder of its own.
pub(crate) async fn sqlite() -> TestDatabase {
    let test = empty_sqlite().await;
    test.database.migrate().await.expect("the migrations run");
    test
}

/// A migrated PostgreSQL database of its own.
pub(crate) async fn postgres() -> TestDatabase {
    of_schema(TestSchema::migrated().await).await
}

/// An SQLite database without tables.
pub(crate) async fn empty_sqlite() -> TestDatabase {
    let folder = tempfile::tempdir().expect("a folder for the database");
    let file = folder.path().join("test.db");
    let settings = settings(format!("sqlite://{}?mode=rwc", file.display()));
    connected(settings, Place::Folder { _folder: folder }).await
}

/// A PostgreSQL database without tables.
pub(crate) async fn empty_postgres() -> TestDatabase {
    of_schema(TestSchema::empty().await).await
}

async fn of_schema(schema: TestSchema) -> TestDatabase {
    let settings = settings(schema.url());
    connected(settings, Place::Server(schema)).await
}

fn settings(url: String) -> DatabaseSettings {
    DatabaseSettings::new(url, 8)
}

async fn connected(settings: DatabaseSettings, place: Place) -> TestDatabase {
    let (clock, bus) = (ManualClock::default(), MemoryEventBus::default());
    let database =
        Database::connect(&settings, Arc::new(clock.clone())).await.expect("the database is there");
    TestDatabase { database: database.with_events(Arc::new(bus.clone())), settings, clock, bus, place }
}

impl TestDatabase {
    /// A connection around the adapter, for what it does not let happen.
    pub(crate) async fn raw(&self) -> DatabaseConnection {
        let mut options = ConnectOptions::new(&self.settings.url);
        options.max_connections(1);
        sea_orm::Database::connect(options).await.expect("a second connection")
    }

    pub(crate) fn backend(&self) -> DbBackend {
        if self.settings.url.starts_with("sqlite") { DbBackend::Sqlite } else { DbBackend::Postgres }
    }

    fn port(&self) -> Arc<Database> {
        Arc::new(self.database.clone())
    }
}

impl StoreHarness for TestDatabase {
    fn unit_of_work(&self) -> Arc<dyn UnitOfWork> {
        self.port()
    }
    fn accounts(&self) -> Arc<dyn AccountDirectory> {
        self.port()
    }
    fn prices(&self) -> Arc<dyn PriceBook> {
        self.port()
    }
    fn plans(&self) -> Arc<dyn PlanBook> {
        Arc::new(self.database.clone())
    }
    fn batches(&self) -> Arc<dyn RedemptionBatches> {
        self.port()
    }
    fn platform_audit(&self) -> Arc<dyn PlatformAuditLog> {
        Arc::new(self.database.clone())
    }
    fn platform_ai_configs(&self) -> Arc<dyn PlatformAiConfigs> {
        self.port()
    }
    fn queue(&self) -> Arc<dyn JobQueue> {
        self.port()
    }
    fn all_jobs(&self) -> Arc<dyn AllJobs> {
        self.port()
    }
    fn expiry(&self) -> Arc<dyn LotExpiry> {
        self.port()
    }
    fn sessions(&self) -> Arc<dyn SessionDirectory> {
        self.port()
    }
    fn api_keys(&self) -> Arc<dyn ApiKeys> {
        self.port()
    }
    fn second_factors(&self) -> Arc<dyn AllSecondFactors> {
        self.port()
    }
    fn tickets(&self) -> Arc<dyn EventTickets> {
        self.port()
    }
    fn codes(&self) -> Arc<dyn VerificationCodes> {
        self.port()
    }
    fn rates(&self) -> Arc<dyn RateLimiter> {
        self.port()
    }
    fn housekeeping(&self) -> Arc<dyn Housekeeping> {
        self.port()
    }
    fn bus(&self) -> Arc<dyn EventBus> {
        Arc::new(self.bus.clone())
    }
    fn pass_time(&self) {
        self.clock.advance(chrono::Duration::milliseconds(5));
    }
    fn audit(&self) -> Arc<dyn LedgerAudit> {
        self.port()
    }
}

/// Makes of each function over a migrated [`TestDatabase`] a test per database.
macro_rules! on_both {
    ($($case:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                super::$case(crate::support::sqlite().await).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                super::$case(crate::support::postgres().await).await;
            })*
        }
    };
}
pub(crate) use on_both;
