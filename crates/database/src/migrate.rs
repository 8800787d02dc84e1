//! Bringing the schema up to date, by one process at a time.

mod lock;

use crate::error::store_error;
use lock::MigrationLock;
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;
use xinggen_domain::error::StoreError;
use xinggen_migrations::Migrator;

/// Runs what is missing: on PostgreSQL by the login of this URL, which is to be the owner; on SQLite by `db`.
pub(crate) async fn up(db: &DatabaseConnection, url: &str) -> Result<(), StoreError> {
    let lock = MigrationLock::take(db.get_database_backend(), url).await?;
    let result = Migrator::up(lock.connection().unwrap_or(db), None).await.map_err(store_error);
    lock.release().await?;
    result
}

pub(crate) async fn pending(db: &DatabaseConnection) -> Result<Vec<String>, StoreError> {
    let pending = Migrator::get_pending_migrations_read_only(db).await.map_err(store_error)?;
    Ok(pending.iter().map(|migration| migration.name().to_owned()).collect())
}

/// Says what to do when migrations are missing and nobody who owns the schema is named.
pub(crate) fn without_owner(pending: usize) -> StoreError {
    store_error(DbErr::Custom(format!(
        "{pending} migrations are to run, by the owner of the schema: set database.migrate_url and run xinggen migrate"
    )))
}
