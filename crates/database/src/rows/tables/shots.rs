use crate::rows::convert::{id, narrow, narrow_some, read};
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    CharacterId, Id, PropId,
    error::StoreError,
    shot::{Line, Shot},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shots")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) episode_id: Uuid,
    pub(crate) scene_id: Uuid,
    pub(crate) number: i64,
    pub(crate) beat: i64,
    pub(crate) size: String,
    pub(crate) angle: String,
    pub(crate) movement: String,
    pub(crate) action: String,
    pub(crate) planned_ms: i64,
    pub(crate) measured_ms: Option<i64>,
    pub(crate) image_prompt: String,
    pub(crate) video_prompt: String,
    pub(crate) version: i64,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a shot has in tables of its own, each in order.
#[derive(Default)]
pub(crate) struct ShotParts {
    pub(crate) cast: Vec<CharacterId>,
    pub(crate) props: Vec<PropId>,
    pub(crate) lines: Vec<Line>,
}

impl Model {
    /// The row of a shot of this owner, and its parts.
    pub(crate) fn of(owner: Uuid, shot: Shot) -> (Self, ShotParts) {
        let parts = ShotParts { cast: shot.cast, props: shot.props, lines: shot.lines };
        let row = Self {
            user_id: owner,
            id: shot.id.as_uuid(),
            episode_id: shot.episode_id.as_uuid(),
            scene_id: shot.scene_id.as_uuid(),
            number: shot.number.into(),
            beat: shot.beat.into(),
            size: shot.size.code().to_owned(),
            angle: shot.angle.code().to_owned(),
            movement: shot.movement.code().to_owned(),
            action: shot.action,
            planned_ms: shot.planned_ms.into(),
            measured_ms: shot.measured_ms.map(i64::from),
            image_prompt: shot.image_prompt,
            video_prompt: shot.video_prompt,
            version: shot.version,
            created_at: shot.created_at,
        };
        (row, parts)
    }

    /// The shot with its parts.
    pub(crate) fn with_parts(self, parts: ShotParts) -> Result<Shot, StoreError> {
        Ok(Shot {
            id: id(self.id),
            episode_id: id(self.episode_id),
            number: narrow(self.number)?,
            beat: narrow(self.beat)?,
            scene_id: id(self.scene_id),
            size: read(&self.size)?,
            angle: read(&self.angle)?,
            movement: read(&self.movement)?,
            action: self.action,
            cast: parts.cast,
            props: parts.props,
            lines: parts.lines,
            planned_ms: narrow(self.planned_ms)?,
            measured_ms: narrow_some(self.measured_ms)?,
            image_prompt: self.image_prompt,
            video_prompt: self.video_prompt,
            version: self.version,
            created_at: self.created_at,
        })
    }
}
