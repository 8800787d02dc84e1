//! Entries of the audit logs stay as they are but for one thing: the network address may be taken from them.

use crate::{
    append_only::{self, Clearable},
    guard,
    schema::index_where,
};
use sea_orm_migration::prelude::*;

const LOGS: [Clearable; 2] = [
    Clearable {
        table: "audit_log",
        column: "address",
        kept: &["user_id", "id", "act", "actor_id", "subject", "reason", "created_at"],
    },
    Clearable {
        table: "platform_audit_log",
        column: "address",
        kept: &["id", "act", "mark", "actor_id", "subject", "reason", "created_at"],
    },
];

pub(super) async fn allow_clearing(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for log in &LOGS {
        append_only::but_for(manager, log).await?;
        let addressed = index_where(log.table, "addressed", &["created_at"], "address IS NOT NULL");
        manager.create_index(addressed).await?;
    }
    guard::clears_across_tenants(manager, "audit_log", "address", &["user_id", "id", "created_at"]).await?;
    guard::clears(manager, "platform_audit_log", "address").await
}
