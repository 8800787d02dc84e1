//! What spending needs: caps, quotes, a statement that is found by time and job, and open holds that are added up.

mod columns;
mod indexes;
mod quotes;

use crate::guard::{
    self,
    Act::{Delete, Select},
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
        columns::add(manager).await?;
        quotes::table().create(manager).await?;
        guard::tenant(manager, "quotes").await?;
        guard::across_tenants(manager, "quotes", &[Select, Delete]).await?;
        indexes::add(manager).await
    }
}
