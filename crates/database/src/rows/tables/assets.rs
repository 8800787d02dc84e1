use crate::rows::convert::{id, narrow, narrow_some, read};
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    Id,
    asset::{Asset, ObjectKey},
    error::StoreError,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "assets")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) object_key: String,
    pub(crate) mime: String,
    pub(crate) bytes: i64,
    pub(crate) sha256: String,
    pub(crate) width: Option<i64>,
    pub(crate) height: Option<i64>,
    pub(crate) duration_ms: Option<i64>,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of an asset of this owner.
    pub(crate) fn of(owner: Uuid, asset: Asset) -> Result<Self, StoreError> {
        Ok(Self {
            user_id: owner,
            id: asset.id.as_uuid(),
            kind: asset.kind.code().to_owned(),
            object_key: asset.key.as_str().to_owned(),
            mime: asset.mime,
            bytes: i64::try_from(asset.bytes).map_err(|error| StoreError::Backend(Box::new(error)))?,
            sha256: asset.sha256.to_string(),
            width: asset.width.map(i64::from),
            height: asset.height.map(i64::from),
            duration_ms: asset.duration_ms.map(i64::from),
            created_at: asset.created_at,
        })
    }
}

impl TryFrom<Model> for Asset {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            kind: read(&row.kind)?,
            key: ObjectKey::from_stored(row.object_key),
            mime: row.mime,
            bytes: narrow(row.bytes)?,
            sha256: read(&row.sha256)?,
            width: narrow_some(row.width)?,
            height: narrow_some(row.height)?,
            duration_ms: narrow_some(row.duration_ms)?,
            created_at: row.created_at,
        })
    }
}
