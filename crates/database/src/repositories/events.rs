use super::{Result, all_of};
use crate::{
    rows::tables::{event_streams, events},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use xinggen_domain::{
    event::Event,
    ports::{EventBounds, Events},
};

pub(crate) struct SqlEvents<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Events for SqlEvents<'_> {
    async fn after(&mut self, number: i64, limit: u32) -> Result<Vec<Event>> {
        let call = self.0.read()?;
        let query = call
            .find::<events::Entity>()
            .filter(events::Column::Number.gt(number))
            .order_by_asc(events::Column::Number)
            .limit(u64::from(limit));
        let events = all_of(call.all(query).await?)?;
        call.done(events)
    }

    async fn bounds(&mut self) -> Result<EventBounds> {
        let call = self.0.read()?;
        let last = call.one(call.find::<event_streams::Entity>()).await?.map_or(0, |row| row.last_number);
        let query = call.find::<events::Entity>().order_by_asc(events::Column::Number).limit(1);
        let first = call.one(query).await?.map_or(last + 1, |row| row.number);
        call.done(EventBounds { first, last })
    }
}
