use crate::{
    SessionId, UserId,
    error::StoreError,
    provenance::Digest,
    session::{Session, Standing},
    time::Timestamp,
};
use async_trait::async_trait;

/// Sessions, found by their id before it is known whose they are.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Adds a session.
    async fn add(&self, session: Session) -> Result<(), StoreError>;

    /// A session, whether or not it is over.
    async fn get(&self, id: SessionId) -> Result<Option<Session>, StoreError>;

    /// Writes a session if `expected` is still its stored secret and it has not ended. False, and nothing is
    /// written, otherwise: somebody else refreshed or ended it meanwhile.
    async fn replace(&self, session: Session, expected: Digest) -> Result<bool, StoreError>;

    /// Ends a session; ending one that has ended or is not there changes nothing.
    async fn end(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError>;

    /// A user's sessions that have not ended, newest first; those that idled too long are among them.
    async fn of_user(&self, user: UserId) -> Result<Vec<Session>, StoreError>;

    /// A session together with what its user may do just now; none when either is not there.
    async fn standing(&self, id: SessionId) -> Result<Option<Standing>, StoreError>;
}
