use crate::rows::convert::{id, read};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Credits, Id, character::VoiceId, drama::Drama, error::StoreError};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dramas")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) style: String,
    pub(crate) aspect: String,
    pub(crate) narrator_voice: Option<String>,
    pub(crate) import_key: Option<String>,
    pub(crate) spending_cap: Option<i64>,
    pub(crate) version: i64,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) updated_at: DateTimeUtc,
    pub(crate) deleted_at: Option<DateTimeUtc>,
    /// Whether its content is gone for good; such a one is never loaded and never saved.
    pub(crate) purged: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a drama of this owner.
    pub(crate) fn of(owner: Uuid, drama: Drama) -> Self {
        Self {
            user_id: owner,
            id: drama.id.as_uuid(),
            title: drama.title,
            style: drama.style.code().to_owned(),
            aspect: drama.aspect.code().to_owned(),
            narrator_voice: drama.narrator_voice.map(|voice| voice.0),
            import_key: drama.import_key,
            spending_cap: drama.spending_cap.map(Credits::get),
            version: drama.version,
            created_at: drama.created_at,
            updated_at: drama.updated_at,
            deleted_at: drama.deleted_at,
            purged: false,
        }
    }
}

impl TryFrom<Model> for Drama {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            title: row.title,
            style: read(&row.style)?,
            aspect: read(&row.aspect)?,
            narrator_voice: row.narrator_voice.map(VoiceId),
            import_key: row.import_key,
            spending_cap: row.spending_cap.map(Credits::new),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            deleted_at: row.deleted_at,
        })
    }
}
