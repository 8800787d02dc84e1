use crate::rows::convert::{id, read};
use sea_orm::entity::prelude::*;
use xinggen_domain::{error::StoreError, redemption::RedemptionCode};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "redemption_codes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) digest: String,
    pub(crate) batch_id: Uuid,
    pub(crate) redeemed_by: Option<Uuid>,
    pub(crate) redeemed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl TryFrom<Model> for RedemptionCode {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            digest: read(&row.digest)?,
            batch_id: id(row.batch_id),
            redeemed: row.redeemed_by.map(id).zip(row.redeemed_at),
        })
    }
}
