use crate::rows::{
    convert::{id, read, target},
    json::{inputs_to_json, marks_of, marks_to_json, provenance_of},
};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, take::Take};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "takes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) drama_id: Uuid,
    pub(crate) asset_id: Uuid,
    pub(crate) job_id: Uuid,
    pub(crate) operation: String,
    pub(crate) target_kind: String,
    pub(crate) target_id: Uuid,
    pub(crate) input_hash: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) inputs: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) marks: Json,
    pub(crate) selected: bool,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a take of this owner.
    pub(crate) fn of(owner: Uuid, take: Take) -> Result<Self, StoreError> {
        Ok(Self {
            user_id: owner,
            id: take.id.as_uuid(),
            drama_id: take.drama_id.as_uuid(),
            asset_id: take.asset_id.as_uuid(),
            job_id: take.job_id.as_uuid(),
            operation: take.operation.code().to_owned(),
            target_kind: take.target.kind().to_owned(),
            target_id: take.target.uuid(),
            input_hash: take.provenance.hash.to_string(),
            inputs: inputs_to_json(take.provenance.inputs)?,
            marks: marks_to_json(take.marks)?,
            selected: take.selected,
            created_at: take.created_at,
        })
    }
}

impl TryFrom<Model> for Take {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            drama_id: id(row.drama_id),
            operation: read(&row.operation)?,
            target: target(&row.target_kind, row.target_id)?,
            asset_id: id(row.asset_id),
            provenance: provenance_of(&row.input_hash, row.inputs)?,
            marks: marks_of(row.marks)?,
            selected: row.selected,
            job_id: id(row.job_id),
            created_at: row.created_at,
        })
    }
}
