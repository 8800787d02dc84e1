//! API keys, second factors, and the proofs that sessions gave by them.

use crate::{
    guard::{
        self,
        Act::{self, Delete, Insert, Select, Update},
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
        for (table, acts) in ACROSS_TENANTS {
            guard::tenant(manager, table).await?;
            guard::across_tenants(manager, table, acts).await?;
        }
        Ok(())
    }
}

/// Who shows a key or a code is looked up before it is known whose it is.
const ACROSS_TENANTS: [(&str, &[Act]); 3] = [
    ("api_keys", &[Select, Insert, Update]),
    ("second_factors", &[Select, Insert, Update, Delete]),
    ("step_ups", &[Select, Insert, Update, Delete]),
];

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
