use crate::{
    Database,
    error::store_error,
    rows::{EventTicketRow, tables::event_tickets},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use xinggen_domain::{
    Id, UserId, error::StoreError, ports::EventTickets, provenance::Digest, time::Timestamp,
};

#[async_trait]
impl EventTickets for Database {
    async fn add(
        &self,
        ticket: Digest,
        user: UserId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let over = event_tickets::Entity::delete_many().filter(event_tickets::Column::Until.lte(now));
        over.exec(&self.writer).await.map_err(store_error)?;
        let row = EventTicketRow { user_id: user.as_uuid(), digest: ticket.to_string(), until };
        let insert = event_tickets::Entity::insert(row.into_active_model());
        insert.exec_without_returning(&self.writer).await.map_err(store_error)?;
        Ok(())
    }

    async fn take(&self, ticket: Digest, now: Timestamp) -> Result<Option<UserId>, StoreError> {
        let delete =
            event_tickets::Entity::delete_many().filter(event_tickets::Column::Digest.eq(ticket.to_string()));
        let taken = delete.exec_with_returning(&self.writer).await.map_err(store_error)?;
        let holds = taken.into_iter().find(|row| now < row.until);
        Ok(holds.map(|row| UserId::from_uuid(row.user_id)))
    }
}
