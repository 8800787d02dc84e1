//! What the owner of a production was told and agreed to.

use crate::schema::{integer_null, text_null, uuid_null};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Productions of before have no such terms: they go on as they were asked for.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            text_null("vendor"),
            text_null("model"),
            text_null("mode"),
            uuid_null("config_id"),
            integer_null("agreed"),
        ];
        for mut column in columns {
            let table = Table::alter().table("productions").add_column(&mut column).take();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
