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
    ["UPDATE", "DELETE"]
        .map(|act| {
            format!(
                "CREATE TRIGGER {table}_no_{} BEFORE {act} ON {table}
                 BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END;",
                act.to_lowercase()
            )
        })
        .concat()
}
