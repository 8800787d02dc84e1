//! What the books keep of people: statement rows hold codes and ids instead of words, and network addresses can be
//! taken from the audit logs after a while.

mod addresses;
mod words;

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        words::replace(manager).await?;
        addresses::allow_clearing(manager).await
    }
}
