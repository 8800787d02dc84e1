use crate::rows::{
    convert::id,
    json::{inputs_to_json, provenance_of},
};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, storyboard::Storyboard};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "storyboards")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) episode_id: Uuid,
    pub(crate) input_hash: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) inputs: Json,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a storyboard of this owner.
    pub(crate) fn of(owner: Uuid, storyboard: Storyboard) -> Result<Self, StoreError> {
        Ok(Self {
            user_id: owner,
            episode_id: storyboard.episode_id.as_uuid(),
            input_hash: storyboard.provenance.hash.to_string(),
            inputs: inputs_to_json(storyboard.provenance.inputs)?,
            created_at: storyboard.created_at,
        })
    }
}

impl TryFrom<Model> for Storyboard {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            episode_id: id(row.episode_id),
            provenance: provenance_of(&row.input_hash, row.inputs)?,
            created_at: row.created_at,
        })
    }
}
