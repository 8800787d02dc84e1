use crate::rows::convert::{id, narrow_some, read, some_id, uuid};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, shot::Line};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shot_lines")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) shot_id: Uuid,
    pub(crate) speaker_id: Option<Uuid>,
    pub(crate) position: i64,
    pub(crate) mode: String,
    pub(crate) text: String,
    pub(crate) start_ms: Option<i64>,
    pub(crate) duration_ms: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a line; `position` is its place in the shot.
    pub(crate) fn of(owner: Uuid, shot: Uuid, position: i64, line: Line) -> Self {
        Self {
            user_id: owner,
            id: line.id.as_uuid(),
            shot_id: shot,
            speaker_id: uuid(line.speaker),
            position,
            mode: line.mode.code().to_owned(),
            text: line.text,
            start_ms: line.start_ms.map(i64::from),
            duration_ms: line.duration_ms.map(i64::from),
        }
    }
}

impl TryFrom<Model> for Line {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            speaker: some_id(row.speaker_id),
            mode: read(&row.mode)?,
            text: row.text,
            start_ms: narrow_some(row.start_ms)?,
            duration_ms: narrow_some(row.duration_ms)?,
        })
    }
}
