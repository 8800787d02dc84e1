use crate::rows::convert::{id, narrow, read, read_some};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, provenance::ModelRef, vendor::VendorCall};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "vendor_calls")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) job_id: Uuid,
    pub(crate) number: i64,
    pub(crate) vendor: String,
    pub(crate) model: String,
    pub(crate) state: String,
    pub(crate) error_class: Option<String>,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) ended_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a call of this owner's job.
    pub(crate) fn of(owner: Uuid, call: VendorCall) -> Self {
        Self {
            user_id: owner,
            id: call.id.as_uuid(),
            job_id: call.job_id.as_uuid(),
            number: call.number.into(),
            vendor: call.model.vendor,
            model: call.model.model,
            state: call.state.code().to_owned(),
            error_class: call.class.map(|class| class.code().to_owned()),
            created_at: call.created_at,
            ended_at: call.ended_at,
        }
    }
}

impl TryFrom<Model> for VendorCall {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            job_id: id(row.job_id),
            number: narrow(row.number)?,
            model: ModelRef { vendor: row.vendor, model: row.model },
            state: read(&row.state)?,
            class: read_some(row.error_class.as_deref())?,
            created_at: row.created_at,
            ended_at: row.ended_at,
        })
    }
}
