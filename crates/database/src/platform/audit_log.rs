use crate::{
    Database,
    error::store_error,
    home::OpenTx,
    rows::{PlatformAuditRow, tables::platform_audit_log},
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select,
};
use xinggen_domain::{
    AuditId, Id, audit::AuditEntry, error::StoreError, ports::PlatformAuditLog, provenance::Digest,
};

#[async_trait]
impl PlatformAuditLog for Database {
    async fn add(&self, entry: AuditEntry, mark: Option<Digest>) -> Result<(), StoreError> {
        add(&self.writer, entry, mark).await
    }

    async fn recent(&self, before: Option<AuditId>, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        self.newest(platform_audit_log::Entity::find(), before, limit).await
    }

    async fn about(
        &self,
        marks: &[Digest],
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let marks = marks.iter().map(Digest::to_string);
        let of_marks =
            platform_audit_log::Entity::find().filter(platform_audit_log::Column::Mark.is_in(marks));
        self.newest(of_marks, before, limit).await
    }
}

/// Notes, in the transaction that does it, what is done to the platform.
pub(super) async fn note(tx: &OpenTx, noted: Option<AuditEntry>) -> Result<(), StoreError> {
    match noted {
        Some(entry) => add(tx.open()?, entry, None).await,
        None => Ok(()),
    }
}

async fn add(
    connection: &impl ConnectionTrait,
    entry: AuditEntry,
    mark: Option<Digest>,
) -> Result<(), StoreError> {
    let insert = platform_audit_log::Entity::insert(PlatformAuditRow::of(entry, mark).into_active_model());
    insert.exec_without_returning(connection).await.map_err(store_error)?;
    Ok(())
}

impl Database {
    async fn newest(
        &self,
        query: Select<platform_audit_log::Entity>,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let mut query = query.order_by_desc(platform_audit_log::Column::Id).limit(u64::from(limit));
        if let Some(before) = before {
            query = query.filter(platform_audit_log::Column::Id.lt(before.as_uuid()));
        }
        let rows = query.all(&self.reader).await.map_err(store_error)?;
        rows.into_iter().map(AuditEntry::try_from).collect()
    }
}
