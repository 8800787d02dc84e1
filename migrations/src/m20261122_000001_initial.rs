//! The first schema: accounts and prices, stories, storyboards, media, productions and jobs, credits.

mod credits;
mod jobs;
mod media;
mod platform;
mod stories;
mod storyboards;

use crate::append_only;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Parents come before their children.
        let tables = [
            platform::tables(),
            stories::tables(),
            storyboards::tables(),
            jobs::tables(),
            media::tables(),
            credits::tables(),
        ];
        for table in tables.into_iter().flatten() {
            table.create(manager).await?;
        }
        append_only::protect(manager, &["credit_transactions", "prices"]).await
    }
}
