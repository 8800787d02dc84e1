use crate::rows::convert::{id, read};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, scene::Scene};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "scenes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) drama_id: Uuid,
    pub(crate) place: String,
    pub(crate) interior: bool,
    pub(crate) time_of_day: String,
    pub(crate) weather: String,
    pub(crate) description: String,
    pub(crate) version: i64,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a scene of this owner.
    pub(crate) fn of(owner: Uuid, scene: Scene) -> Self {
        Self {
            user_id: owner,
            id: scene.id.as_uuid(),
            drama_id: scene.drama_id.as_uuid(),
            place: scene.place,
            interior: scene.interior,
            time_of_day: scene.time_of_day.code().to_owned(),
            weather: scene.weather.code().to_owned(),
            description: scene.description,
            version: scene.version,
            created_at: scene.created_at,
        }
    }
}

impl TryFrom<Model> for Scene {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            drama_id: id(row.drama_id),
            place: row.place,
            interior: row.interior,
            time_of_day: read(&row.time_of_day)?,
            weather: read(&row.weather)?,
            description: row.description,
            version: row.version,
            created_at: row.created_at,
        })
    }
}
