//! Tables of tenants, and statements tried in the skin of a role.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, QueryResult, RuntimeErr,
    Statement, TransactionTrait,
};
use uuid::Uuid;

/// Tables of no tenant.
pub(super) const PLATFORM: [&str; 10] = [
    "claimed_identities",
    "plans",
    "platform_ai_configs",
    "platform_audit_log",
    "prices",
    "rate_limits",
    "redemption_batches",
    "redemption_codes",
    "seaql_migrations",
    "verification_codes",
];

/// A table and the column that names the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TenantTable {
    pub(super) name: String,
    pub(super) key: &'static str,
}

impl TenantTable {
    /// Every table that is not of the platform belongs to tenants.
    pub(super) fn of(name: String) -> Option<Self> {
        if PLATFORM.contains(&name.as_str()) {
            return None;
        }
        let key = if name == "users" { "id" } else { "user_id" };
        Some(Self { name, key })
    }
}

pub(super) async fn tenant_tables(db: &impl ConnectionTrait) -> Vec<TenantTable> {
    let names = "SELECT relname::text AS name FROM pg_class
                 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname";
    let names = rows(db, names).await.into_iter().map(|row| text(&row, "name"));
    let tables: Vec<TenantTable> = names.filter_map(TenantTable::of).collect();
    assert!(tables.len() >= 28, "every tenant table is looked at: {tables:?}");
    tables
}

pub(super) async fn rows(db: &impl ConnectionTrait, sql: &str) -> Vec<QueryResult> {
    let asked = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await;
    asked.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

pub(super) fn text(row: &QueryResult, column: &str) -> String {
    row.try_get("", column).unwrap_or_else(|error| panic!("{column}: {error}"))
}

/// In whose skin a statement is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skin {
    /// The tenants' role in a connection that no tenant has used yet.
    NoTenant,
    /// The tenants' role in a connection after a tenant's transaction.
    EmptyTenant,
    Tenant(Uuid),
    System,
}

/// What became of a statement: so many rows, or a SQLSTATE.
pub(super) type Tried = Result<u64, String>;

/// The SQLSTATE of whoever lacks a right, or whose row no policy allows.
pub(super) const REFUSED: &str = "42501";

/// Tries a statement inside a transaction and takes back what it did.
pub(super) async fn attempt(tx: &DatabaseTransaction, skin: Skin, sql: &str) -> Tried {
    let inner = tx.begin().await.expect("a savepoint");
    let skin = match skin {
        Skin::NoTenant => "SET LOCAL ROLE xinggen_app".to_owned(),
        Skin::EmptyTenant => "SET LOCAL ROLE xinggen_app; SET LOCAL xinggen.user_id = ''".to_owned(),
        Skin::Tenant(user) => format!("SET LOCAL ROLE xinggen_app; SET LOCAL xinggen.user_id = '{user}'"),
        Skin::System => "SET LOCAL ROLE xinggen_system".to_owned(),
    };
    inner.execute_unprepared(&skin).await.expect("the role is there");
    let tried = match inner.execute_unprepared(sql).await {
        Ok(done) => Ok(done.rows_affected()),
        Err(error) => Err(code_of(&error)),
    };
    inner.rollback().await.expect("a rollback");
    tried
}

fn code_of(error: &DbErr) -> String {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        panic!("not an answer of the database: {error}");
    };
    let answer = cause.as_database_error().and_then(|error| error.code());
    answer.unwrap_or_else(|| panic!("an answer without a code: {error}")).into_owned()
}

/// A transaction that ends in nothing.
pub(super) async fn begin(db: &DatabaseConnection) -> DatabaseTransaction {
    db.begin().await.expect("a transaction")
}

/// How many rows a tenant has, and one of them as a statement that would add it.
pub(super) async fn loot(tx: &DatabaseTransaction, table: &TenantTable, user: Uuid) -> (u64, String) {
    let TenantTable { name, key } = table;
    let all =
        rows(tx, &format!("SELECT to_jsonb(t)::text AS row FROM {name} t WHERE {key} = '{user}'")).await;
    let first = all.first().unwrap_or_else(|| panic!("the graph has no row in {name}"));
    let row = text(first, "row").replace('\'', "''");
    let insert = format!("INSERT INTO {name} SELECT * FROM jsonb_populate_record(NULL::{name}, '{row}')");
    (all.len() as u64, insert)
}
