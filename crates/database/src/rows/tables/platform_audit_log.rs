use crate::rows::convert::{id, read, read_some, some_id, uuid};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, audit::AuditEntry, error::StoreError, provenance::Digest};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "platform_audit_log")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) act: String,
    pub(crate) mark: Option<String>,
    pub(crate) actor_id: Option<Uuid>,
    pub(crate) subject: String,
    pub(crate) reason: String,
    pub(crate) address: Option<String>,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of an entry about the identity with this mark.
    pub(crate) fn of(entry: AuditEntry, mark: Option<Digest>) -> Self {
        Self {
            id: entry.id.as_uuid(),
            act: entry.act.code().to_owned(),
            mark: mark.map(|mark| mark.to_string()),
            actor_id: uuid(entry.actor_id),
            subject: entry.subject,
            reason: entry.reason,
            address: entry.address.map(|address| address.to_string()),
            created_at: entry.created_at,
        }
    }
}

impl TryFrom<Model> for AuditEntry {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            act: read(&row.act)?,
            actor_id: some_id(row.actor_id),
            subject: row.subject,
            reason: row.reason,
            address: read_some(row.address.as_deref())?,
            created_at: row.created_at,
        })
    }
}
