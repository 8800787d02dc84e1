use crate::rows::convert::{id, read, read_some};
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    Id,
    error::StoreError,
    session::{Device, Session},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) secret: String,
    pub(crate) previous: Option<String>,
    pub(crate) refreshed_at: DateTimeUtc,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) ended_at: Option<DateTimeUtc>,
    pub(crate) user_agent: Option<String>,
    pub(crate) address: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Session> for Model {
    fn from(session: Session) -> Self {
        Self {
            user_id: session.user_id.as_uuid(),
            id: session.id.as_uuid(),
            secret: session.secret.to_string(),
            previous: session.previous.map(|secret| secret.to_string()),
            refreshed_at: session.refreshed_at,
            created_at: session.created_at,
            ended_at: session.ended_at,
            user_agent: session.device.user_agent,
            address: session.device.address.map(|address| address.to_string()),
        }
    }
}

impl TryFrom<Model> for Session {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            user_id: id(row.user_id),
            secret: read(&row.secret)?,
            previous: read_some(row.previous.as_deref())?,
            refreshed_at: row.refreshed_at,
            created_at: row.created_at,
            ended_at: row.ended_at,
            device: Device { user_agent: row.user_agent, address: read_some(row.address.as_deref())? },
        })
    }
}
