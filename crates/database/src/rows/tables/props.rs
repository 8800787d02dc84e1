use crate::rows::convert::id;
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, scene::Prop};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "props")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) drama_id: Uuid,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) version: i64,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a prop of this owner.
    pub(crate) fn of(owner: Uuid, prop: Prop) -> Self {
        Self {
            user_id: owner,
            id: prop.id.as_uuid(),
            drama_id: prop.drama_id.as_uuid(),
            name: prop.name,
            description: prop.description,
            version: prop.version,
            created_at: prop.created_at,
        }
    }
}

impl TryFrom<Model> for Prop {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            drama_id: id(row.drama_id),
            name: row.name,
            description: row.description,
            version: row.version,
            created_at: row.created_at,
        })
    }
}
