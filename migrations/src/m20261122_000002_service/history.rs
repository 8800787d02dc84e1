use crate::rewrite::rewrite;
use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// Lets jobs outlive the episodes and productions that they were for: takes their keys away and keeps the columns.
pub(super) async fn free_jobs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (column, parent) in [("episode_id", "episodes"), ("production_id", "productions")] {
        match manager.get_database_backend() {
            DbBackend::Sqlite => {
                let key = format!(
                    r#", FOREIGN KEY ("user_id", "{column}") REFERENCES "{parent}" ("user_id", "id")"#
                );
                rewrite(manager, "jobs", &key, "").await?;
            }
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
