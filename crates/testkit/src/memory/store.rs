use super::{MemoryEventBus, Result, flights::Flights, table::unique, tenant::TenantData, tx::MemoryTx};
use crate::{ManualClock, contract::StoreHarness, sync::locked};
use async_trait::async_trait;
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};
use xinggen_domain::{
    AiConfigId, ApiKeyId, AuditId, BatchId, PriceId, UserId,
    ai_config::AiConfig,
    api_key::ApiKey,
    audit::AuditEntry,
    idempotency::{IdempotencyKey, RIVAL_PATIENCE},
    plan::{PlanName, PlanRow},
    ports::{
        AccountDirectory, AllJobs, AllSecondFactors, ApiKeys, EventBus, EventTickets, Housekeeping, JobQueue,
        LedgerAudit, LotExpiry, PlanBook, PlatformAiConfigs, PlatformAuditLog, PriceBook, RateLimiter,
        RedemptionBatches, SessionDirectory, TenantTx, TicketHolder, UnitOfWork, VerificationCodes,
    },
    pricing::Price,
    provenance::Digest,
    redemption::{RedemptionBatch, RedemptionCode},
    time::Timestamp,
    verification::PendingCode,
};

/// Redemption codes and their batches.
#[derive(Debug, Clone, Default)]
pub(super) struct Codes {
    pub(super) batches: BTreeMap<BatchId, RedemptionBatch>,
    pub(super) codes: BTreeMap<Digest, RedemptionCode>,
}

/// What is committed.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) tenants: BTreeMap<UserId, Arc<TenantData>>,
    pub(super) prices: Arc<BTreeMap<PriceId, Price>>,
    pub(super) redeemable: Arc<Codes>,
    /// The platform's.
    pub(super) ai_configs: Arc<BTreeMap<AiConfigId, AiConfig>>,
    pub(super) api_keys: BTreeMap<ApiKeyId, ApiKey>,
    /// Whose a ticket is, and until when it holds.
    pub(super) tickets: BTreeMap<Digest, (TicketHolder, Timestamp)>,
    /// By the digest of the request that asked for it.
    pub(super) codes: BTreeMap<Digest, PendingCode>,
    /// What is noted of the platform, and about which identity.
    pub(super) audit: BTreeMap<AuditId, (AuditEntry, Option<Digest>)>,
    pub(super) plans: BTreeMap<PlanName, PlanRow>,
    /// When an allowance is full again.
    pub(super) rates: BTreeMap<String, Timestamp>,
}

impl State {
    /// Forgets keys and tickets of a user.
    pub(super) fn forget_access_of(&mut self, user: UserId) {
        self.api_keys.retain(|_, key| key.user_id != user);
        self.tickets.retain(|_, (holder, _)| holder.user_id != user);
    }

    /// Adds to the platform's audit log what is noted of a change.
    pub(super) fn note(&mut self, noted: Option<AuditEntry>) -> Result<()> {
        if let Some(entry) = noted {
            unique(self.audit.contains_key(&entry.id), "audit id")?;
            self.audit.insert(entry.id, (entry, None));
        }
        Ok(())
    }

    /// What an owner has; nothing when nobody is there.
    pub(super) fn tenant(&self, owner: UserId) -> Arc<TenantData> {
        let absent = || Arc::new(TenantData::new(owner, None));
        self.tenants.get(&owner).cloned().unwrap_or_else(absent)
    }
}

/// What a store was asked to do since it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many transactions that write were begun, those of a single act across tenants included.
    pub writes: u64,
    /// How many reads, writes and locks there were, inside transactions and outside.
    pub statements: u64,
}

#[derive(Debug, Default)]
pub(super) struct Counters {
    writes: AtomicU64,
    statements: AtomicU64,
}

impl Counters {
    pub(super) fn count_statement(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    fn count_write(&self) {
        self.writes.fetch_add(1, Ordering::Relaxed);
    }
}

/// Every storage port in memory. Clones are the same store.
///
/// One writer at a time: `begin` waits until the transaction before is committed or dropped, so a task that
/// begins a second one while it holds a first waits for ever.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    pub(super) state: Arc<Mutex<State>>,
    writer: Arc<async_lock::Mutex<()>>,
    flights: Flights,
    pub(super) counters: Arc<Counters>,
    pub(super) clock: ManualClock,
    pub(super) bus: MemoryEventBus,
}

impl MemoryStore {
    /// An empty store whose events are written at the time that this clock shows.
    #[must_use]
    pub fn with_clock(clock: &ManualClock) -> Self {
        Self { clock: clock.clone(), ..Self::default() }
    }

    /// Hears of every commit that has news.
    #[must_use]
    pub fn event_bus(&self) -> MemoryEventBus {
        self.bus.clone()
    }

    /// What the store was asked to do so far.
    #[must_use]
    pub fn tally(&self) -> Tally {
        Tally {
            writes: self.counters.writes.load(Ordering::Relaxed),
            statements: self.counters.statements.load(Ordering::Relaxed),
        }
    }

    /// Changes what is committed, when no transaction is open.
    pub(super) async fn write<T>(&self, change: impl FnOnce(&mut State) -> T + Send) -> T {
        self.counters.count_write();
        self.counters.count_statement();
        let _writer = self.writer.lock().await;
        change(&mut locked(&self.state))
    }

    pub(super) fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        self.counters.count_statement();
        self.look(look)
    }

    /// As [`read`](Self::read), for a transaction, which counts for itself.
    pub(super) fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&locked(&self.state))
    }
}

#[async_trait]
impl UnitOfWork for MemoryStore {
    async fn begin(&self, owner: UserId) -> Result<Box<dyn TenantTx>> {
        self.counters.count_write();
        let writer = self.writer.lock_arc().await;
        Ok(Box::new(MemoryTx::writing(self, owner, writer)))
    }

    async fn begin_once(&self, owner: UserId, key: &IdempotencyKey) -> Result<Option<Box<dyn TenantTx>>> {
        let Some(flight) = self.flights.enter(owner, key, RIVAL_PATIENCE).await else {
            return Ok(None);
        };
        self.counters.count_write();
        let writer = self.writer.lock_arc().await;
        Ok(Some(Box::new(MemoryTx::writing(self, owner, writer).in_flight(flight))))
    }

    async fn begin_read(&self, owner: UserId) -> Result<Box<dyn TenantTx>> {
        Ok(Box::new(MemoryTx::reading(self, owner)))
    }
}

impl StoreHarness for MemoryStore {
    fn unit_of_work(&self) -> Arc<dyn UnitOfWork> {
        Arc::new(self.clone())
    }
    fn accounts(&self) -> Arc<dyn AccountDirectory> {
        Arc::new(self.clone())
    }
    fn prices(&self) -> Arc<dyn PriceBook> {
        Arc::new(self.clone())
    }
    fn plans(&self) -> Arc<dyn PlanBook> {
        Arc::new(self.clone())
    }
    fn batches(&self) -> Arc<dyn RedemptionBatches> {
        Arc::new(self.clone())
    }
    fn platform_ai_configs(&self) -> Arc<dyn PlatformAiConfigs> {
        Arc::new(self.clone())
    }
    fn queue(&self) -> Arc<dyn JobQueue> {
        Arc::new(self.clone())
    }
    fn all_jobs(&self) -> Arc<dyn AllJobs> {
        Arc::new(self.clone())
    }
    fn expiry(&self) -> Arc<dyn LotExpiry> {
        Arc::new(self.clone())
    }
    fn sessions(&self) -> Arc<dyn SessionDirectory> {
        Arc::new(self.clone())
    }
    fn api_keys(&self) -> Arc<dyn ApiKeys> {
        Arc::new(self.clone())
    }
    fn second_factors(&self) -> Arc<dyn AllSecondFactors> {
        Arc::new(self.clone())
    }
    fn tickets(&self) -> Arc<dyn EventTickets> {
        Arc::new(self.clone())
    }
    fn codes(&self) -> Arc<dyn VerificationCodes> {
        Arc::new(self.clone())
    }
    fn rates(&self) -> Arc<dyn RateLimiter> {
        Arc::new(self.clone())
    }
    fn housekeeping(&self) -> Arc<dyn Housekeeping> {
        Arc::new(self.clone())
    }
    fn platform_audit(&self) -> Arc<dyn PlatformAuditLog> {
        Arc::new(self.clone())
    }
    fn bus(&self) -> Arc<dyn EventBus> {
        Arc::new(self.bus.clone())
    }
    fn pass_time(&self) {
        self.clock.advance(chrono::Duration::milliseconds(5));
    }
    fn audit(&self) -> Arc<dyn LedgerAudit> {
        Arc::new(self.clone())
    }
}
