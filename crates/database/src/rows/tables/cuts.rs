use crate::rows::{
    convert::{id, narrow},
    json::{inputs_to_json, provenance_of},
};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, cut::Cut, error::StoreError};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cuts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) episode_id: Uuid,
    pub(crate) video_id: Uuid,
    pub(crate) srt_id: Uuid,
    pub(crate) ass_id: Uuid,
    pub(crate) poster_id: Uuid,
    pub(crate) duration_ms: i64,
    pub(crate) frames_encoded: i64,
    pub(crate) input_hash: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) inputs: Json,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a cut of this owner.
    pub(crate) fn of(owner: Uuid, cut: Cut) -> Result<Self, StoreError> {
        Ok(Self {
            user_id: owner,
            id: cut.id.as_uuid(),
            episode_id: cut.episode_id.as_uuid(),
            video_id: cut.video.as_uuid(),
            srt_id: cut.srt.as_uuid(),
            ass_id: cut.ass.as_uuid(),
            poster_id: cut.poster.as_uuid(),
            duration_ms: cut.duration_ms.into(),
            frames_encoded: cut.frames_encoded.into(),
            input_hash: cut.provenance.hash.to_string(),
            inputs: inputs_to_json(cut.provenance.inputs)?,
            created_at: cut.created_at,
        })
    }
}

impl TryFrom<Model> for Cut {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            episode_id: id(row.episode_id),
            video: id(row.video_id),
            srt: id(row.srt_id),
            ass: id(row.ass_id),
            poster: id(row.poster_id),
            duration_ms: narrow(row.duration_ms)?,
            frames_encoded: narrow(row.frames_encoded)?,
            provenance: provenance_of(&row.input_hash, row.inputs)?,
            created_at: row.created_at,
        })
    }
}
