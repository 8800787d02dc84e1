//! The audit log and redemption codes.

use crate::{
    append_only,
    guard::{
        self,
        Act::{Insert, Select, Update},
    },
    schema::{TableSchema, integer, integer_null, text, time, time_null, uuid, uuid_null},
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
        for table in [audit_log(), redemption_batches(), redemption_codes()] {
            table.create(manager).await?;
        }
        append_only::protect(manager, &["audit_log"]).await?;
        guard::statement(manager, "audit_log").await?;
        guard::platform(manager, "redemption_batches", &[Select, Insert, Update]).await?;
        guard::platform(manager, "redemption_codes", &[Select, Insert]).await?;
        guard::redeemable(manager).await
    }
}

fn audit_log() -> TableSchema {
    TableSchema::tenant("audit_log")
        .cols([text("act"), text("subject"), text("reason")])
        .platform_child(&mut uuid_null("actor_id"), "users")
        .col(&mut time("created_at"))
        .index_of_user(&["id"])
}

fn redemption_batches() -> TableSchema {
    TableSchema::platform("redemption_batches")
        .cols([
            text("name"),
            integer("credits"),
            integer("codes"),
            integer_null("lasts_days"),
            time_null("redeem_until"),
            time("created_at"),
            time_null("revoked_at"),
        ])
        .platform_child(&mut uuid("made_by"), "users")
        .check("credits", "credits > 0")
}

fn redemption_codes() -> TableSchema {
    TableSchema::platform_keyed_by("redemption_codes", &mut text("digest"))
        .platform_child(&mut uuid("batch_id"), "redemption_batches")
        .col(&mut time_null("redeemed_at"))
        .platform_child(&mut uuid_null("redeemed_by"), "users")
        .check("redeemed", "(redeemed_by IS NULL) = (redeemed_at IS NULL)")
        .index("batch", &["batch_id"])
        .index("redeemed_by", &["redeemed_by"])
}
