use crate::rows::convert::{credits, id, read};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, pricing::Price};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "prices")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) operation: String,
    pub(crate) vendor: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) mode: String,
    pub(crate) unit: String,
    pub(crate) amount: i64,
    pub(crate) valid_from: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Price> for Model {
    fn from(price: Price) -> Self {
        Self {
            id: price.id.as_uuid(),
            operation: price.operation.code().to_owned(),
            vendor: price.vendor,
            model: price.model,
            mode: price.mode.code().to_owned(),
            unit: price.unit.code().to_owned(),
            amount: price.amount.get(),
            valid_from: price.valid_from,
        }
    }
}

impl TryFrom<Model> for Price {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            operation: read(&row.operation)?,
            vendor: row.vendor,
            model: row.model,
            mode: read(&row.mode)?,
            unit: read(&row.unit)?,
            amount: credits(row.amount),
            valid_from: row.valid_from,
        })
    }
}
