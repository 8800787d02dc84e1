//! What a service needs: passwords and sessions, a trash, events, remembered requests, and a queue that is fair.

mod columns;
mod events;
mod history;
mod identity;
mod indexes;
mod requests;

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        columns::add(manager).await?;
        history::free_jobs(manager).await?;
        let tables = [identity::tables(), events::tables(), requests::tables()];
        for table in tables.into_iter().flatten() {
            table.create(manager).await?;
        }
        indexes::replace(manager).await
    }
}
