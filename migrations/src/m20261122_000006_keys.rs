//! API keys.

use crate::schema::{TableSchema, text, time, time_null};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        api_keys().create(manager).await
    }
}

fn api_keys() -> TableSchema {
    TableSchema::tenant("api_keys")
        .cols([
            text("name"),
            text("scopes"),
            text("secret"),
            time("created_at"),
            time_null("expires_at"),
            time_null("last_used_at"),
            time_null("revoked_at"),
        ])
        .unique("id", &["id"])
        .index_of_user(&["id"])
}
