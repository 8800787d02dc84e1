use super::{
    MemoryStore, Result,
    table::{insert, parent},
};
use async_trait::async_trait;
use xinggen_domain::{UserId, ports::EventTickets, provenance::Digest, time::Timestamp};

#[async_trait]
impl EventTickets for MemoryStore {
    async fn add(&self, ticket: Digest, user: UserId, now: Timestamp, until: Timestamp) -> Result<()> {
        let added = self.write(|state| {
            state.tickets.retain(|_, (_, until)| *until > now);
            parent(&state.tenants, user, "user")?;
            insert(&mut state.tickets, ticket, (user, until), "ticket")
        });
        added.await
    }

    async fn take(&self, ticket: Digest, now: Timestamp) -> Result<Option<UserId>> {
        let taken = self.write(|state| state.tickets.remove(&ticket));
        Ok(taken.await.filter(|(_, until)| *until > now).map(|(user, _)| user))
    }
}
