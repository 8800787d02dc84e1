//! Databases on the PostgreSQL server that `XINGGEN_TEST_POSTGRES_URL` names. The migrations run once per version of
//! their sources, into a template; a test gets a copy of it.

use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, Statement};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};
use tokio::sync::OnceCell;
use xinggen_database::{Database, DatabaseSettings};
use xinggen_testkit::ManualClock;

const URL_VARIABLE: &str = "XINGGEN_TEST_POSTGRES_URL";

/// Held while a template is made: test processes may run side by side.
const TEMPLATE_LOCK: i64 = 0x7869_6e67_6765_6e02;

/// A database of one test.
pub(crate) struct TestSchema {
    name: String,
}

impl TestSchema {
    /// A copy of the template.
    pub(crate) async fn migrated() -> Self {
        Self::copy_of(template().await).await
    }

    /// A database without tables.
    pub(crate) async fn empty() -> Self {
        Self::copy_of("template0").await
    }

    async fn copy_of(template: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("xinggen_test_{}_{number}", std::process::id());
        let admin = admin().await;
        run(&admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        run(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self { name }
    }

    pub(crate) fn url(&self) -> String {
        url_of(&self.name)
    }

    /// Drops the database.
    pub(crate) async fn remove(&self) {
        run(&admin().await, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).await;
    }
}

async fn template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE.get_or_init(make_template).await
}

async fn make_template() -> String {
    let name = format!("xinggen_template_{:016x}", hash_of_migrations());
    let admin = admin().await;
    run(&admin, &format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await;
    sweep(&admin, &name).await;
    if !exists(&admin, &name).await {
        // Under another name until it is whole: whoever is killed here leaves no half template.
        let making = format!("{name}_making");
        run(&admin, &format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)")).await;
        run(&admin, &format!("CREATE DATABASE {making} TEMPLATE template0")).await;
        let settings = DatabaseSettings::new(url_of(&making), 2);
        let clock = Arc::new(ManualClock::default());
        let database = Database::connect(&settings, clock).await.expect("the new database is there");
        database.migrate().await.expect("the migrations run");
        database.close().await.expect("the connections close");
        run(&admin, &format!("ALTER DATABASE {making} RENAME TO {name}")).await;
    }
    run(&admin, &format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await;
    name
}

/// Drops what killed test runs and older migrations left behind. Only a superuser sees how old a database is;
/// anyone else leaves them.
async fn sweep(admin: &DatabaseConnection, template: &str) {
    let old = format!(
        "SELECT datname FROM pg_database
         WHERE datname LIKE 'xinggen\\_te%' AND datname <> '{template}'
           AND (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 hour'"
    );
    let query = Statement::from_string(sea_orm::DbBackend::Postgres, old);
    for row in admin.query_all_raw(query).await.unwrap_or_default() {
        let name: String = row.try_get("", "datname").expect("a name");
        // Another process may sweep at the same time.
        let _ = admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await;
    }
}

async fn exists(admin: &DatabaseConnection, name: &str) -> bool {
    let sql = format!("SELECT 1 AS found FROM pg_database WHERE datname = '{name}'");
    let query = Statement::from_string(sea_orm::DbBackend::Postgres, sql);
    admin.query_one_raw(query).await.expect("the catalogue").is_some()
}

fn hash_of_migrations() -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/src"), &mut hasher);
    hasher.finish()
}

fn hash_folder(folder: &Path, hasher: &mut DefaultHasher) {
    let entries = fs::read_dir(folder).expect("the sources of the migrations");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        path.file_name().hash(hasher);
        if path.is_dir() {
            hash_folder(&path, hasher);
        } else {
            fs::read(&path).expect("a source file").hash(hasher);
        }
    }
}

async fn admin() -> DatabaseConnection {
    let mut options = ConnectOptions::new(admin_url());
    options.max_connections(1);
    let connected = sea_orm::Database::connect(options).await;
    connected.unwrap_or_else(|error| panic!("the server of {URL_VARIABLE} cannot be reached: {error}"))
}

async fn run(connection: &DatabaseConnection, sql: &str) {
    let done = connection.execute_unprepared(sql).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

#[expect(clippy::disallowed_methods, reason = "a test has no configuration but the environment")]
fn admin_url() -> String {
    std::env::var(URL_VARIABLE).unwrap_or_else(|_| {
        panic!(
            "{URL_VARIABLE} is not set: it names a PostgreSQL server to test on, as \
             postgres://postgres@127.0.0.1:5432/postgres; `make test` starts one and sets it"
        )
    })
}

/// The admin's URL with another database.
fn url_of(database: &str) -> String {
    let url = admin_url();
    let (base, query) = url.split_once('?').unwrap_or((&url, ""));
    let (server, _) = base.rsplit_once('/').expect("the URL names a database");
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    format!("{server}/{database}{query}")
}
