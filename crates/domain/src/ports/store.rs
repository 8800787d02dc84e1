use super::{
    AiConfigs, Assets, AuditLog, Characters, CreditAccounts, Cuts, DoneRequests, Dramas, Episodes, Erasure,
    Events, Jobs, Memberships, Productions, Profile, Props, Quotes, Redemptions, Scenes, Scripts,
    SecondFactors, Sessions, Shots, SpendingBooks, Takes, VendorCalls,
};
use crate::{UserId, error::StoreError, idempotency::IdempotencyKey};
use async_trait::async_trait;

/// Opens transactions of one tenant.
#[async_trait]
pub trait UnitOfWork: Send + Sync {
    /// A transaction that sees and writes only what `owner` has.
    async fn begin(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError>;

    /// As [`begin`](Self::begin), for a request under a key: until the transaction ends, others of this owner under
    /// the same key and operation are kept out. None when a rival is still in flight after
    /// [`RIVAL_PATIENCE`](crate::idempotency::RIVAL_PATIENCE). Nothing of this outlives the process that is in
    /// flight.
    async fn begin_once(
        &self,
        owner: UserId,
        key: &IdempotencyKey,
    ) -> Result<Option<Box<dyn TenantTx>>, StoreError>;

    /// A transaction that only reads; it never waits for a writer.
    async fn begin_read(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError>;
}

/// One tenant's transaction. Its repositories take no owner: they see only the one given to `begin`, so there
/// is no way to ask for someone else's row:
///
/// ```compile_fail
/// # use xinggen_domain::{ports::TenantTx, JobId, UserId};
/// async fn peek(tx: &mut dyn TenantTx, owner: UserId, job: JobId) {
///     let _ = tx.jobs().get_of(owner, job).await;
/// }
/// ```
///
/// - One repository at a time: each accessor borrows the transaction.
/// - Dropping it rolls back.
/// - After any error it is poisoned: every later call and `commit` fail with [`StoreError::Poisoned`].
/// - Wait for nothing but the database inside, and open no second one meanwhile.
/// - Lock order: credits → jobs → assets → production tables. The account's row, which [`Profile::lock`] and
///   [`CreditAccounts::lock`] share, comes before the second factor, and that before a session.
#[async_trait]
pub trait TenantTx: Send {
    /// The tenant's own account row.
    fn profile(&mut self) -> Box<dyn Profile + '_>;
    /// The tenant's sessions.
    fn sessions(&mut self) -> Box<dyn Sessions + '_>;
    /// The tenant's second factor.
    fn second_factors(&mut self) -> Box<dyn SecondFactors + '_>;
    /// Erasing the tenant's account.
    fn erasure(&mut self) -> Box<dyn Erasure + '_>;
    /// The tenant's credits.
    fn credits(&mut self) -> Box<dyn CreditAccounts + '_>;
    /// What the tenant spent on what.
    fn spending(&mut self) -> Box<dyn SpendingBooks + '_>;
    /// Jobs.
    fn jobs(&mut self) -> Box<dyn Jobs + '_>;
    /// Assets.
    fn assets(&mut self) -> Box<dyn Assets + '_>;
    /// Dramas.
    fn dramas(&mut self) -> Box<dyn Dramas + '_>;
    /// Episodes.
    fn episodes(&mut self) -> Box<dyn Episodes + '_>;
    /// Characters.
    fn characters(&mut self) -> Box<dyn Characters + '_>;
    /// Scenes.
    fn scenes(&mut self) -> Box<dyn Scenes + '_>;
    /// Props.
    fn props(&mut self) -> Box<dyn Props + '_>;
    /// Scripts.
    fn scripts(&mut self) -> Box<dyn Scripts + '_>;
    /// Shots and storyboards.
    fn shots(&mut self) -> Box<dyn Shots + '_>;
    /// Takes.
    fn takes(&mut self) -> Box<dyn Takes + '_>;
    /// Cuts.
    fn cuts(&mut self) -> Box<dyn Cuts + '_>;
    /// Productions.
    fn productions(&mut self) -> Box<dyn Productions + '_>;

    /// The terms of the tenant's membership.
    fn memberships(&mut self) -> Box<dyn Memberships + '_>;
    /// The tenant's events.
    fn events(&mut self) -> Box<dyn Events + '_>;
    /// What was quoted.
    fn quotes(&mut self) -> Box<dyn Quotes + '_>;
    /// Costly requests that were done.
    fn requests(&mut self) -> Box<dyn DoneRequests + '_>;
    /// Who did what to the tenant's account.
    fn audit(&mut self) -> Box<dyn AuditLog + '_>;
    /// Redemption codes whose text the tenant has.
    fn redemptions(&mut self) -> Box<dyn Redemptions + '_>;
    /// The tenant's own AI configurations, and what the platform offers.
    fn ai_configs(&mut self) -> Box<dyn AiConfigs + '_>;
    /// Calls of vendors that cost money.
    fn vendor_calls(&mut self) -> Box<dyn VendorCalls + '_>;

    /// Makes everything durable and visible, or nothing.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}
