use crate::rows::convert::{credits, id, read, some_id, uuid};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, ledger::Lot};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_lots")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) parent_id: Option<Uuid>,
    pub(crate) source: String,
    pub(crate) granted: i64,
    pub(crate) remaining: i64,
    pub(crate) held: i64,
    pub(crate) captured: i64,
    pub(crate) credited_back: i64,
    pub(crate) expired: i64,
    pub(crate) refunded: i64,
    pub(crate) returned: i64,
    pub(crate) live: bool,
    pub(crate) expires_at: Option<DateTimeUtc>,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a lot of this owner.
    pub(crate) fn of(owner: Uuid, lot: Lot) -> Self {
        Self {
            user_id: owner,
            id: lot.id.as_uuid(),
            parent_id: uuid(lot.parent),
            source: lot.source.code().to_owned(),
            granted: lot.granted.get(),
            remaining: lot.remaining.get(),
            held: lot.held.get(),
            captured: lot.captured.get(),
            credited_back: lot.credited_back.get(),
            expired: lot.expired.get(),
            refunded: lot.refunded.get(),
            returned: lot.returned.get(),
            live: lot.remaining.is_positive() || lot.held.is_positive(),
            expires_at: lot.expires_at,
            created_at: lot.created_at,
        }
    }
}

impl TryFrom<Model> for Lot {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            source: read(&row.source)?,
            granted: credits(row.granted),
            remaining: credits(row.remaining),
            held: credits(row.held),
            captured: credits(row.captured),
            credited_back: credits(row.credited_back),
            expired: credits(row.expired),
            refunded: credits(row.refunded),
            returned: credits(row.returned),
            parent: some_id(row.parent_id),
            expires_at: row.expires_at,
            created_at: row.created_at,
        })
    }
}
