//! Sessions, second factors and proofs are written by their tenant alone: the ports across tenants only find a session
//! and read second factors. A wrong code of a second factor is noted in the same transaction, so tenants add failed
//! sign-ins to the platform's audit log. Nothing changes on SQLite.

use crate::guard::{
    self,
    Act::{Delete, Insert, Select, Update},
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
        guard::no_longer_across_tenants(manager, "sessions", &[Insert, Update]).await?;
        guard::no_longer_across_tenants(manager, "second_factors", &[Insert, Update, Delete]).await?;
        guard::no_longer_across_tenants(manager, "step_ups", &[Select, Insert, Update, Delete]).await?;
        guard::failed_sign_ins(manager).await
    }
}
