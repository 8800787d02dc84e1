use crate::rows::convert::{credits, id};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, redemption::RedemptionBatch};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "redemption_batches")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) credits: i64,
    pub(crate) codes: i64,
    pub(crate) lasts_days: Option<i64>,
    pub(crate) redeem_until: Option<DateTimeUtc>,
    pub(crate) made_by: Uuid,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) revoked_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<RedemptionBatch> for Model {
    fn from(batch: RedemptionBatch) -> Self {
        Self {
            id: batch.id.as_uuid(),
            name: batch.name,
            credits: batch.credits.get(),
            codes: i64::from(batch.count),
            lasts_days: batch.lasts_days.map(i64::from),
            redeem_until: batch.redeem_until,
            made_by: batch.made_by.as_uuid(),
            created_at: batch.created_at,
            revoked_at: batch.revoked_at,
        }
    }
}

impl TryFrom<Model> for RedemptionBatch {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let number =
            |value: i64| u32::try_from(value).map_err(|_| StoreError::Corrupt(format!("number {value}")));
        Ok(Self {
            id: id(row.id),
            name: row.name,
            credits: credits(row.credits),
            count: number(row.codes)?,
            lasts_days: row.lasts_days.map(number).transpose()?,
            redeem_until: row.redeem_until,
            made_by: id(row.made_by),
            created_at: row.created_at,
            revoked_at: row.revoked_at,
        })
    }
}
