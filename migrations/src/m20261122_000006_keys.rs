//! API keys, second factors, and the proofs that sessions gave by them.

use crate::{
    guard::{
        self,
        Act::{Delete, Insert, Select, Update},
    },
    schema::{TableSchema, integer, text, time, time_null},
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [api_keys(), second_factors(), step_ups()] {
            table.create(manager).await?;
        }
        guard::tenant(manager, "api_keys").await?;
        guard::tenant(manager, "second_factors").await?;
        guard::tenant(manager, "step_ups").await?;
        guard::across_tenants(manager, "api_keys", &[Select, Insert, Update]).await?;
        guard::across_tenants(manager, "second_factors", &[Select, Insert, Update, Delete]).await?;
        guard::across_tenants(manager, "step_ups", &[Select, Insert, Update, Delete]).await
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

fn second_factors() -> TableSchema {
    TableSchema::tenant_keyed_by("second_factors", &[])
        .cols([
            text("secret"),
            time_null("confirmed_at"),
            integer("last_step"),
            text("recovery"),
            integer("failures"),
            time_null("failed_at"),
            integer("version"),
            time("created_at"),
        ])
        .index_of_user(&[])
}

fn step_ups() -> TableSchema {
    TableSchema::tenant_keyed_by("step_ups", &["session_id"])
        .part_of("session_id", "sessions")
        .col(&mut time("proved_at"))
        .index_of_user(&["proved_at"])
}
