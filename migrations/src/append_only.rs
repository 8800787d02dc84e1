//! Tables whose rows are written once.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// Lets the database refuse to change or delete rows of these tables.
pub(crate) async fn protect(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    if postgres {
        db.execute_unprepared(REFUSE_CHANGE).await?;
    }
    for table in tables {
        let triggers = if postgres { postgres_trigger(table) } else { sqlite_triggers(table) };
        db.execute_unprepared(&triggers).await?;
    }
    Ok(())
}

const REFUSE_CHANGE: &str = "
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$";

fn postgres_trigger(table: &str) -> String {
    format!(
        "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
         FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
}

fn sqlite_triggers(table: &str) -> String {
    ["UPDATE", "DELETE"].map(|act| sqlite_trigger(table, act, "")).concat()
}

/// `when` is empty for every row, or a condition that begins with WHEN.
fn sqlite_trigger(table: &str, act: &str, when: &str) -> String {
    format!(
        "CREATE TRIGGER {table}_no_{} BEFORE {act} ON {table} {when}
         BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END;",
        act.to_lowercase()
    )
}

/// Lets the owner change rows of a protected table until [`restore`], in the same transaction.
pub(crate) async fn lift(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let sql = match manager.get_database_backend() {
        DbBackend::Postgres => format!("ALTER TABLE {table} DISABLE TRIGGER {table}_append_only"),
        _ => format!("DROP TRIGGER {table}_no_update"),
    };
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// Protects a table again after [`lift`].
pub(crate) async fn restore(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let sql = match manager.get_database_backend() {
        DbBackend::Postgres => format!("ALTER TABLE {table} ENABLE TRIGGER {table}_append_only"),
        _ => sqlite_trigger(table, "UPDATE", ""),
    };
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// A protected table of which one column may be set to NULL.
pub(crate) struct Clearable {
    /// The table.
    pub(crate) table: &'static str,
    /// The column.
    pub(crate) column: &'static str,
    /// All other columns. A migration that adds one has to make the trigger anew.
    pub(crate) kept: &'static [&'static str],
}

/// Lets rows of a protected table be changed in this one way.
pub(crate) async fn but_for(manager: &SchemaManager<'_>, clearable: &Clearable) -> Result<(), DbErr> {
    let Clearable { table, column, kept } = clearable;
    let sql = if manager.get_database_backend() == DbBackend::Postgres {
        let of =
            |row: &str| kept.iter().map(|column| format!("{row}.{column}")).collect::<Vec<_>>().join(", ");
        format!(
            "DROP TRIGGER {table}_append_only ON {table};
             CREATE TRIGGER {table}_append_only BEFORE DELETE OR TRUNCATE ON {table}
                 FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
             CREATE TRIGGER {table}_only_{column} BEFORE UPDATE ON {table} FOR EACH ROW
                 WHEN (NEW.{column} IS NOT NULL OR ROW({}) IS DISTINCT FROM ROW({}))
                 EXECUTE FUNCTION refuse_change();",
            of("NEW"),
            of("OLD")
        )
    } else {
        let same: String = kept.iter().map(|column| format!(" AND NEW.{column} IS OLD.{column}")).collect();
        let other = format!("WHEN NOT (NEW.{column} IS NULL{same})");
        format!("DROP TRIGGER {table}_no_update; {}", sqlite_trigger(table, "UPDATE", &other))
    };
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}
