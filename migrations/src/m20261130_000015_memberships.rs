//! Memberships as terms in place of a role, and plans as rows.

use crate::{
    guard::{
        self,
        Act::{Insert, Select, Update},
    },
    schema::{TableSchema, integer_null, json, text, time, time_null, uuid_null},
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
        let mut column = time_null("vip_until");
        manager.alter_table(Table::alter().table("users").add_column(&mut column).take()).await?;
        membership_terms().create(manager).await?;
        roles_become_terms(manager).await?;
        guard::tenant(manager, "membership_terms").await?;
        plans().create(manager).await?;
        guard::platform(manager, "plans", &[Select, Insert, Update]).await
    }
}

/// Chains and orders have no tables yet, so their columns name rows that no key holds.
fn membership_terms() -> TableSchema {
    TableSchema::tenant("membership_terms")
        .cols([text("plan"), uuid_null("chain_id"), uuid_null("order_id")])
        .platform_child(&mut uuid_null("actor_id"), "users")
        .cols([text("reason"), time("starts_at"), time("ends_at"), text("state")])
        .check("times", "starts_at < ends_at")
        .index_of_user(&["id"])
}

fn plans() -> TableSchema {
    let quotas = [
        "running_jobs",
        "storage_bytes",
        "dramas",
        "requests_per_minute",
        "episodes",
        "characters",
        "scenes",
        "props",
    ];
    TableSchema::platform_keyed_by("plans", &mut text("name"))
        .cols(quotas.map(integer_null))
        .cols([json("benefits"), time_null("changed_at")])
}

/// Users whose role was the membership become users with a term without an end. When it was given is not known: the term
/// begins with the account, and has its id.
async fn roles_become_terms(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    // As both databases store this moment; on PostgreSQL a text alone would not become a time inside a SELECT.
    let for_ever = match manager.get_database_backend() {
        DbBackend::Postgres => "'9999-12-31T00:00:00+00:00'::timestamptz",
        _ => "'9999-12-31T00:00:00+00:00'",
    };
    guard::lift(manager, &["users"]).await?;
    db.execute_unprepared(&format!(
        "INSERT INTO membership_terms (user_id, id, plan, reason, starts_at, ends_at, state)
         SELECT id, id, 'vip', '', created_at, {for_ever}, 'granted' FROM users WHERE role = 'vip'"
    ))
    .await?;
    db.execute_unprepared(&format!(
        "UPDATE users SET role = 'user', vip_until = {for_ever} WHERE role = 'vip'"
    ))
    .await?;
    guard::restore(manager, &["users"]).await
}
