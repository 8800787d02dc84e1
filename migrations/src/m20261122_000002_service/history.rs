use sea_orm_migration::{
    prelude::*,
    sea_orm::{DbBackend, Statement},
};

/// Lets jobs outlive the episodes and productions that they were for: takes their keys away and keeps the columns.
pub(super) async fn free_jobs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (column, parent) in [("episode_id", "episodes"), ("production_id", "productions")] {
        match manager.get_database_backend() {
            DbBackend::Sqlite => free_on_sqlite(manager, column, parent).await?,
            _ => free_on_postgres(manager, column).await?,
        }
    }
    Ok(())
}

async fn free_on_postgres(manager: &SchemaManager<'_>, column: &str) -> Result<(), DbErr> {
    let sql = format!("ALTER TABLE jobs DROP CONSTRAINT fk_jobs_{column}");
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// SQLite has no statement for it. Making the table anew would delete the rows that refer to jobs, because keys
/// cannot be switched off inside a transaction. What is left is the way that SQLite's manual gives for changes that
/// leave the rows as they are: <https://sqlite.org/lang_altertable.html#otheralter>.
async fn free_on_sqlite(manager: &SchemaManager<'_>, column: &str, parent: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let key = format!(r#", FOREIGN KEY ("user_id", "{column}") REFERENCES "{parent}" ("user_id", "id")"#);
    let version = Statement::from_string(DbBackend::Sqlite, "PRAGMA schema_version");
    let row = db.query_one_raw(version).await?.ok_or_else(|| lacking("a schema version"))?;
    let version: i64 = row.try_get("", "schema_version")?;
    db.execute_unprepared("PRAGMA writable_schema = ON").await?;
    let sql = format!(
        "UPDATE sqlite_schema SET sql = replace(sql, '{key}', '')
         WHERE type = 'table' AND name = 'jobs' AND instr(sql, '{key}') > 0"
    );
    let changed = db.execute_unprepared(&sql).await?;
    if changed.rows_affected() != 1 {
        return Err(lacking("the key of a job's column"));
    }
    db.execute_unprepared(&format!("PRAGMA schema_version = {}", version + 1)).await?;
    db.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    Ok(())
}

fn lacking(what: &str) -> DbErr {
    DbErr::Migration(format!("{what} is not there"))
}
