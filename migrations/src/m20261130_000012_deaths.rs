//! How many processes died while they computed a job, and an index for administrators who look at failed ones.

use crate::schema::{index_where, integer};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Of the jobs that are there no deaths are known: 0.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Required, so with a default for the rows that are there; SQLite cannot take it away afterwards. The
        // application writes it all the same.
        let mut column = integer("deaths").default(0).take();
        manager.alter_table(Table::alter().table("jobs").add_column(&mut column).take()).await?;
        // Both are small: few jobs fail, and fewer wait after a death.
        let alone = &["user_id", "run_at", "created_at", "id"];
        manager.create_index(index_where("jobs", "alone", alone, "state = 'queued' AND deaths > 0")).await?;
        manager.create_index(index_where("jobs", "failed", &["id"], "state = 'failed'")).await
    }
}
