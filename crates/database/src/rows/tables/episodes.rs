use crate::rows::convert::{id, narrow};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, episode::Episode, error::StoreError};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "episodes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) drama_id: Uuid,
    pub(crate) number: i64,
    pub(crate) title: String,
    pub(crate) source: String,
    pub(crate) version: i64,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of an episode of this owner.
    pub(crate) fn of(owner: Uuid, episode: Episode) -> Self {
        Self {
            user_id: owner,
            id: episode.id.as_uuid(),
            drama_id: episode.drama_id.as_uuid(),
            number: episode.number.into(),
            title: episode.title,
            source: episode.source,
            version: episode.version,
            created_at: episode.created_at,
            updated_at: episode.updated_at,
        }
    }
}

impl TryFrom<Model> for Episode {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            drama_id: id(row.drama_id),
            number: narrow(row.number)?,
            title: row.title,
            source: row.source,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
