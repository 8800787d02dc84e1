use crate::rows::json::{news_of, news_to_json};
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    error::StoreError,
    event::{Event, EventBody},
    time::Timestamp,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i64,
    pub(crate) kind: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) body: Json,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of an event of this owner.
    pub(crate) fn of(owner: Uuid, number: i64, body: EventBody, now: Timestamp) -> Result<Self, StoreError> {
        let (kind, body) = news_to_json(body)?;
        Ok(Self { user_id: owner, number, kind: kind.to_owned(), body, created_at: now })
    }
}

impl TryFrom<Model> for Event {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self { number: row.number, body: news_of(&row.kind, row.body)?, created_at: row.created_at })
    }
}
