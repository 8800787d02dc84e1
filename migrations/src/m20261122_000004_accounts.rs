//! What accounts need to be attacked: codes, allowances, identities that were claimed, and where sessions come from.

use crate::{
    guard::{
        self,
        Act::{Delete, Insert, Select, Update},
    },
    schema::{TableSchema, integer, text, text_null, time},
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
        // Each by a statement of its own, as SQLite wants it.
        for mut column in [text_null("user_agent"), text_null("address")] {
            manager.alter_table(Table::alter().table("sessions").add_column(&mut column).take()).await?;
        }
        for table in [verification_codes(), rate_limits(), claimed_identities()] {
            table.create(manager).await?;
        }
        guard::platform(manager, "verification_codes", &[Select, Insert, Update, Delete]).await?;
        guard::platform(manager, "rate_limits", &[Select, Insert, Update, Delete]).await?;
        guard::shared(manager, "claimed_identities", &[Select, Insert]).await
    }
}

/// Codes before it is known whose they are. There is nothing in a row by which anybody could be recognised.
fn verification_codes() -> TableSchema {
    TableSchema::platform_keyed_by("verification_codes", &mut text("request"))
        .cols([text("seal"), integer("tries"), time("created_at"), time("until")])
        .check("tries", "tries >= 0")
        .index("over", &["until"])
}

/// When an allowance is full again, in microseconds since 1970: a number, because it is counted on by SQL, and the
/// databases count on times in different words.
fn rate_limits() -> TableSchema {
    TableSchema::platform_keyed_by("rate_limits", &mut text("key"))
        .col(&mut integer("full_micros"))
        .index("full", &["full_micros"])
}

/// Keyed digests of identities that ever belonged to an account. They outlive their users, so they name none.
fn claimed_identities() -> TableSchema {
    TableSchema::platform_keyed_by("claimed_identities", &mut text("mark")).col(&mut time("claimed_at"))
}
