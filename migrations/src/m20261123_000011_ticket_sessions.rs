//! In which session a ticket was asked for: it goes with it.

use crate::schema::uuid_null;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Tickets of before hold for a minute and name no session: nobody is let in by them any more.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut column = uuid_null("session_id");
        let table = Table::alter().table("event_tickets").add_column(&mut column).take();
        manager.alter_table(table).await
    }
}
