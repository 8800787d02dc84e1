//! Constraints of tables that are there, changed on SQLite, which has no statement for it.
//!
//! Making the table anew would delete the rows that refer to it, because keys cannot be switched off inside a
//! transaction. What is left is the way that SQLite's manual gives for changes that leave the rows as they are:
//! <https://sqlite.org/lang_altertable.html#otheralter>.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{DbBackend, Statement},
};

/// Puts one piece of a table's definition in the place of another.
///
/// # Errors
/// The table has no such piece.
pub(crate) async fn rewrite(
    manager: &SchemaManager<'_>,
    table: &str,
    from: &str,
    to: &str,
) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let version = Statement::from_string(DbBackend::Sqlite, "PRAGMA schema_version");
    let row = db.query_one_raw(version).await?.ok_or_else(|| lacking("a schema version"))?;
    let version: i64 = row.try_get("", "schema_version")?;
    db.execute_unprepared("PRAGMA writable_schema = ON").await?;
    let [from, to] = [from, to].map(|piece| piece.replace('\'', "''"));
    let sql = format!(
        "UPDATE sqlite_schema SET sql = replace(sql, '{from}', '{to}')
         WHERE type = 'table' AND name = '{table}' AND instr(sql, '{from}') > 0"
    );
    let changed = db.execute_unprepared(&sql).await?;
    if changed.rows_affected() != 1 {
        return Err(lacking(&from));
    }
    db.execute_unprepared(&format!("PRAGMA schema_version = {}", version + 1)).await?;
    db.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    Ok(())
}

fn lacking(what: &str) -> DbErr {
    DbErr::Migration(format!("{what} is not there"))
}
