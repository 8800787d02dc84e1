use crate::{
    SessionId,
    error::StoreError,
    session::{Session, Standing},
    time::Timestamp,
};
use async_trait::async_trait;

/// Finds sessions before it is known whose they are.
#[async_trait]
pub trait SessionDirectory: Send + Sync {
    /// A session, whether or not it is over.
    async fn get(&self, id: SessionId) -> Result<Option<Session>, StoreError>;

    /// A session together with what its user may do just now; none when either is not there.
    async fn standing(&self, id: SessionId) -> Result<Option<Standing>, StoreError>;
}

/// The tenant's sessions, and the proofs of the second factor that were given in them.
#[async_trait]
pub trait Sessions: Send {
    /// Adds a session of the tenant.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when there is one with this id, [`StoreError::Backend`] when it is another user's.
    async fn add(&mut self, session: Session) -> Result<(), StoreError>;

    /// A session, whether or not it is over.
    async fn get(&mut self, id: SessionId) -> Result<Option<Session>, StoreError>;

    /// A session, whether or not it is over, locked until the transaction ends: others that lock it wait.
    async fn lock(&mut self, id: SessionId) -> Result<Option<Session>, StoreError>;

    /// The sessions that have not ended, newest first; those that idled too long are among them.
    async fn list(&mut self) -> Result<Vec<Session>, StoreError>;

    /// Writes what a refresh changes of a session: its secrets and when that was.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the tenant has no such session that has not ended.
    async fn save(&mut self, session: Session) -> Result<(), StoreError>;

    /// Ends a session; ending one that has ended or is not there changes nothing. Returns whether it ended now.
    async fn end(&mut self, id: SessionId, now: Timestamp) -> Result<bool, StoreError>;

    /// Ends all sessions, except one that may be named. Returns how many.
    async fn end_all(&mut self, except: Option<SessionId>, now: Timestamp) -> Result<u64, StoreError>;

    /// Keeps that the second factor was proved in a session, in the place of an earlier proof.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the tenant has no such session.
    async fn prove(&mut self, id: SessionId, now: Timestamp) -> Result<(), StoreError>;

    /// When the second factor was last proved in a session.
    async fn proved_at(&mut self, id: SessionId) -> Result<Option<Timestamp>, StoreError>;
}
