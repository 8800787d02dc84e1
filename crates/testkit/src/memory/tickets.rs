use super::{
    MemoryStore, Result,
    table::{insert, parent},
};
use async_trait::async_trait;
use xinggen_domain::{
    ports::{EventTickets, TicketHolder},
    provenance::Digest,
    time::Timestamp,
};

#[async_trait]
impl EventTickets for MemoryStore {
    async fn add(
        &self,
        ticket: Digest,
        holder: TicketHolder,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<()> {
        let added = self.write(|state| {
            state.tickets.retain(|_, (_, until)| *until > now);
            parent(&state.tenants, holder.user_id, "user")?;
            insert(&mut state.tickets, ticket, (holder, until), "ticket")
        });
        added.await
    }

    async fn take(&self, ticket: Digest, now: Timestamp) -> Result<Option<TicketHolder>> {
        let taken = self.write(|state| state.tickets.remove(&ticket));
        Ok(taken.await.filter(|(_, until)| *until > now).map(|(holder, _)| holder))
    }
}
