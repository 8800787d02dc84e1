use crate::{
    Database,
    error::store_error,
    rows::{EventTicketRow, tables::event_tickets},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use xinggen_domain::{
    Id, SessionId, UserId,
    error::StoreError,
    ports::{EventTickets, TicketHolder},
    provenance::Digest,
    time::Timestamp,
};

#[async_trait]
impl EventTickets for Database {
    async fn add(
        &self,
        ticket: Digest,
        holder: TicketHolder,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let over = event_tickets::Entity::delete_many().filter(event_tickets::Column::Until.lte(now));
        over.exec(&self.writer).await.map_err(store_error)?;
        let row = EventTicketRow {
            user_id: holder.user_id.as_uuid(),
            digest: ticket.to_string(),
            until,
            session_id: Some(holder.session_id.as_uuid()),
        };
        let insert = event_tickets::Entity::insert(row.into_active_model());
        insert.exec_without_returning(&self.writer).await.map_err(store_error)?;
        Ok(())
    }

    async fn take(&self, ticket: Digest, now: Timestamp) -> Result<Option<TicketHolder>, StoreError> {
        let delete =
            event_tickets::Entity::delete_many().filter(event_tickets::Column::Digest.eq(ticket.to_string()));
        let taken = delete.exec_with_returning(&self.writer).await.map_err(store_error)?;
        let holds = taken.into_iter().find(|row| now < row.until);
        Ok(holds.and_then(|row| {
            let session_id = SessionId::from_uuid(row.session_id?);
            Some(TicketHolder { user_id: UserId::from_uuid(row.user_id), session_id })
        }))
    }
}
