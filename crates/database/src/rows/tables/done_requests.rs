use crate::rows::convert::read;
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    error::StoreError,
    idempotency::{DoneRequest, IdempotencyKey},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "done_requests")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) operation: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) key: String,
    pub(crate) request: String,
    pub(crate) made_kind: String,
    pub(crate) made_id: Uuid,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a request of this owner.
    pub(crate) fn of(owner: Uuid, done: DoneRequest) -> Self {
        Self {
            user_id: owner,
            operation: done.key.operation,
            key: done.key.key,
            request: done.key.request.to_string(),
            made_kind: done.made.code().to_owned(),
            made_id: done.made_id,
            created_at: done.created_at,
        }
    }
}

impl TryFrom<Model> for DoneRequest {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            key: IdempotencyKey { operation: row.operation, key: row.key, request: read(&row.request)? },
            made: read(&row.made_kind)?,
            made_id: row.made_id,
            created_at: row.created_at,
        })
    }
}
