//! The columns of `platform_ai_configs` that a tenant's transaction may read: addresses and keys are none of them.

use crate::rows::convert::{id, narrow};
use sea_orm::entity::prelude::*;
use xinggen_domain::{ai_config::Offer, error::StoreError, provenance::ModelRef};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "platform_ai_configs")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) vendor: String,
    pub(crate) model: String,
    pub(crate) active: bool,
    pub(crate) priority: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl TryFrom<Model> for Offer {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let model = ModelRef { vendor: row.vendor, model: row.model };
        Ok(Self { id: id(row.id), model, priority: narrow(row.priority)? })
    }
}
