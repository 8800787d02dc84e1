use super::{Result, all_of};
use crate::{
    rows::{AuditRow, PlatformAuditRow, tables::audit_log},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use xinggen_domain::{
    AuditId, Id,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    ports::AuditLog,
    provenance::Digest,
};

pub(crate) struct SqlAuditLog<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl AuditLog for SqlAuditLog<'_> {
    async fn add(&mut self, entry: AuditEntry) -> Result<()> {
        let call = self.0.write()?;
        call.insert(AuditRow::of(call.owner(), entry)).await?;
        call.done(())
    }

    async fn add_failed_sign_in(&mut self, entry: AuditEntry, mark: Option<Digest>) -> Result<()> {
        let call = self.0.write()?;
        if entry.act != AuditAct::SignInFailed || entry.actor_id.is_some() {
            return Err(StoreError::Backend("a tenant notes failed sign-ins only".into()));
        }
        call.insert(PlatformAuditRow::of(entry, mark)).await?;
        call.done(())
    }

    async fn recent(&mut self, before: Option<AuditId>, limit: u32) -> Result<Vec<AuditEntry>> {
        let call = self.0.read()?;
        let newest_first = call.find::<audit_log::Entity>().order_by_desc(audit_log::Column::Id);
        let mut query = newest_first.limit(u64::from(limit));
        if let Some(before) = before {
            query = query.filter(audit_log::Column::Id.lt(before.as_uuid()));
        }
        let entries = all_of(call.all(query).await?)?;
        call.done(entries)
    }
}
