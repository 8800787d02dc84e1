//! Accounts that are erased, from where somebody did something, what is noted of the platform, and by what a quote would
//! be done.

use crate::{
    append_only,
    guard::{
        self,
        Act::{Insert, Select},
    },
    rewrite::rewrite,
    schema::{TableSchema, index_where, text, text_null, time, time_null, uuid_null},
};
use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            ("audit_log", text_null("address")),
            ("users", time_null("clear_at")),
            // A quote is for what would do the work.
            ("quotes", text_null("vendor")),
            ("quotes", text_null("model")),
            ("quotes", uuid_null("config_id")),
        ];
        for (table, mut column) in columns {
            manager.alter_table(Table::alter().table(table).add_column(&mut column).take()).await?;
        }
        manager.create_index(index_where("users", "clear", &["clear_at"], "clear_at IS NOT NULL")).await?;
        let_nobody_be_reached(manager).await?;
        platform_audit_log().create(manager).await?;
        append_only::protect(manager, &["platform_audit_log"]).await?;
        guard::platform(manager, "platform_audit_log", &[Select, Insert]).await
    }
}

const REACHABLE: &str = "email IS NOT NULL OR phone IS NOT NULL";

/// Whoever is erased has neither e-mail nor phone any more.
async fn let_nobody_be_reached(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let now = format!("{REACHABLE} OR status = 'erased'");
    if manager.get_database_backend() == DbBackend::Sqlite {
        return rewrite(manager, "users", REACHABLE, &now).await;
    }
    let sql = format!(
        "ALTER TABLE users DROP CONSTRAINT ck_users_reachable;
         ALTER TABLE users ADD CONSTRAINT ck_users_reachable CHECK ({now});"
    );
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// What is noted of an identity has its mark, a keyed digest, which names nobody.
fn platform_audit_log() -> TableSchema {
    TableSchema::platform("platform_audit_log")
        .cols([text("act"), text_null("mark")])
        .platform_child(&mut uuid_null("actor_id"), "users")
        .cols([text("subject"), text("reason"), text_null("address"), time("created_at")])
        .index_where("mark", &["mark", "id"], "mark IS NOT NULL")
}
