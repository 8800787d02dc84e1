use crate::{SessionId, UserId, error::StoreError, provenance::Digest, time::Timestamp};
use async_trait::async_trait;

/// Who asked for a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketHolder {
    /// The user.
    pub user_id: UserId,
    /// In which session.
    pub session_id: SessionId,
}

/// Tickets that let a listener in once, for clients that cannot send a header.
#[async_trait]
pub trait EventTickets: Send + Sync {
    /// Keeps the digest of a ticket until it is used or over. Forgets those that are over.
    async fn add(
        &self,
        ticket: Digest,
        holder: TicketHolder,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError>;

    /// Takes a ticket: whose it is, once, if it is not over.
    async fn take(&self, ticket: Digest, now: Timestamp) -> Result<Option<TicketHolder>, StoreError>;
}
