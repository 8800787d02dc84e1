use crate::rows::{
    convert::{id, read},
    json::{beats_of, beats_to_json, inputs_to_json, provenance_of},
};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, script::Script};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "scripts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) episode_id: Uuid,
    pub(crate) language: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) beats: Json,
    pub(crate) input_hash: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) inputs: Json,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a script of this owner.
    pub(crate) fn of(owner: Uuid, script: Script) -> Result<Self, StoreError> {
        Ok(Self {
            user_id: owner,
            id: script.id.as_uuid(),
            episode_id: script.episode_id.as_uuid(),
            language: script.language.code().to_owned(),
            beats: beats_to_json(script.beats)?,
            input_hash: script.provenance.hash.to_string(),
            inputs: inputs_to_json(script.provenance.inputs)?,
            created_at: script.created_at,
        })
    }
}

impl TryFrom<Model> for Script {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            episode_id: id(row.episode_id),
            language: read(&row.language)?,
            beats: beats_of(row.beats)?,
            provenance: provenance_of(&row.input_hash, row.inputs)?,
            created_at: row.created_at,
        })
    }
}
