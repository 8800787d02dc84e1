use crate::{TermId, error::StoreError, membership::MembershipTerm, plan::PlanRow};
use async_trait::async_trait;

/// The terms of the tenant's membership. A caller that changes them has locked the profile and saves in the same transaction
/// until when they reach, see [`granted_until`](crate::membership::granted_until).
#[async_trait]
pub trait Memberships: Send {
    /// All terms, whatever became of them, newest first.
    async fn list(&mut self) -> Result<Vec<MembershipTerm>, StoreError>;

    /// Adds a term.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when there is one with this id.
    async fn add(&mut self, term: MembershipTerm) -> Result<(), StoreError>;

    /// Marks a granted term as revoked. False when there is no such term, or it is revoked already.
    async fn revoke(&mut self, id: TermId) -> Result<bool, StoreError>;
}

/// The plans as rows.
#[async_trait]
pub trait PlanBook: Send + Sync {
    /// Every plan, by name.
    async fn list(&self) -> Result<Vec<PlanRow>, StoreError>;

    /// Adds plans, and puts them in the place of those that no administrator has changed.
    async fn seed(&self, rows: Vec<PlanRow>) -> Result<(), StoreError>;
}
