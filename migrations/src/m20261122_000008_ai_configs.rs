//! AI configurations, users' own and the platform's; paid calls of vendors; and with each job what does it.

use crate::{
    guard::{
        self,
        Act::{Delete, Insert, Select, Update},
    },
    schema::{TableSchema, boolean, integer, text, text_null, time, time_null, uuid_null},
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What a tenant sees of the platform's configurations: neither where they lead nor their keys.
const OFFERED: [&str; 6] = ["id", "kind", "vendor", "model", "active", "priority"];
const KINDS: [&str; 4] = ["text", "image", "video", "speech"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Each by a statement of its own, as SQLite wants it. Jobs from before have none of them.
        for mut column in [text_null("vendor"), text_null("model"), text_null("mode"), uuid_null("config_id")]
        {
            manager.alter_table(Table::alter().table("jobs").add_column(&mut column).take()).await?;
        }
        let own = with_columns(TableSchema::tenant("ai_configs")).index_of_user(&["id"]);
        let platform = with_columns(TableSchema::platform("platform_ai_configs"));
        for table in [own, platform, vendor_calls()] {
            table.create(manager).await?;
        }
        guard::tenant(manager, "ai_configs").await?;
        guard::tenant(manager, "vendor_calls").await?;
        // Keys are sealed anew for all users by their own transactions; this finds whose there are.
        guard::across_tenants(manager, "ai_configs", &[Select]).await?;
        guard::platform(manager, "platform_ai_configs", &[Select, Insert, Update, Delete]).await?;
        guard::shared_columns(manager, "platform_ai_configs", &OFFERED).await
    }
}

fn with_columns(table: TableSchema) -> TableSchema {
    table
        .cols([
            text("kind"),
            text("vendor"),
            text("model"),
            text("name"),
            text("base_url"),
            text("sealed_key"),
            text("key_hint"),
            boolean("active"),
            integer("priority"),
            integer("version"),
            time("created_at"),
            time("updated_at"),
        ])
        .codes("kind", &KINDS)
        .check("priority", "priority >= 0")
}

fn vendor_calls() -> TableSchema {
    TableSchema::tenant("vendor_calls")
        .child_of("job_id", "jobs")
        .cols([
            integer("number"),
            text("vendor"),
            text("model"),
            text("state"),
            text_null("error_class"),
            time("created_at"),
            time_null("ended_at"),
        ])
        .codes("state", &["sent", "answered", "refused", "lost"])
        .check("number", "number > 0")
        .check("ended", "(state = 'sent') = (ended_at IS NULL)")
        .unique_of_user(&["job_id", "number"])
}
