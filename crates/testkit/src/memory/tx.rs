use super::{
    Result,
    ai_configs::{MemoryAiConfigs, MemoryVendorCalls},
    assets::MemoryAssets,
    audit_log::MemoryAuditLog,
    characters::MemoryCharacters,
    credits::{MemoryCredits, check_jobs},
    cuts::MemoryCuts,
    dramas::MemoryDramas,
    episodes::MemoryEpisodes,
    erasure::MemoryErasure,
    events::MemoryEvents,
    flights::Flight,
    jobs::MemoryJobs,
    memberships::MemoryMemberships,
    productions::MemoryProductions,
    profile::MemoryProfile,
    props::MemoryProps,
    quotes::MemoryQuotes,
    redemptions::MemoryRedemptions,
    requests::MemoryRequests,
    scenes::MemoryScenes,
    scripts::MemoryScripts,
    second_factors::MemorySecondFactors,
    sessions::MemorySessions,
    shots::MemoryShots,
    spending::MemorySpending,
    store::{Codes, Counters, MemoryStore, State},
    takes::MemoryTakes,
    tenant::TenantData,
};
use crate::sync::locked;
use async_lock::MutexGuardArc;
use async_trait::async_trait;
use std::{collections::BTreeMap, sync::Arc};
use xinggen_domain::{
    AiConfigId, PriceId, UserId,
    ai_config::AiConfig,
    audit::AuditEntry,
    error::StoreError,
    event::EventBody,
    ports::{
        AiConfigs, Assets, AuditLog, Characters, Clock as _, CreditAccounts, Cuts, DoneRequests, Dramas,
        Episodes, Erasure, EventBus as _, Events, Jobs, Memberships, Productions, Profile, Props, Quotes,
        Redemptions, Scenes, Scripts, SecondFactors, Sessions, Shots, SpendingBooks, Takes, TenantTx,
        VendorCalls,
    },
    pricing::Price,
    provenance::Digest,
};

/// The owner was never added.
#[derive(Debug, thiserror::Error)]
#[error("there is no user {0}")]
struct NoUser(UserId);

/// Where a writer puts what it did, and its turn.
struct Writer {
    store: MemoryStore,
    _turn: MutexGuardArc<()>,
    _flight: Option<Flight>,
}

/// A transaction: what its owner has, as a copy that is made at the first change.
pub(super) struct MemoryTx {
    owner: UserId,
    tenant: Arc<TenantData>,
    prices: Arc<BTreeMap<PriceId, Price>>,
    codes: Arc<Codes>,
    platform: Arc<BTreeMap<AiConfigId, AiConfig>>,
    counters: Arc<Counters>,
    writer: Option<Writer>,
    /// What the commit is to publish.
    news: Vec<EventBody>,
    failed: bool,
    /// Whether the commit is to forget the keys and tickets that the owner has.
    forgets_access: bool,
    /// What the commit is to add to the platform's audit log.
    failed_sign_ins: Vec<(AuditEntry, Option<Digest>)>,
}

impl MemoryTx {
    pub(super) fn reading(store: &MemoryStore, owner: UserId) -> Self {
        let (tenant, prices, codes, platform) = store.look(|state| {
            (state.tenant(owner), state.prices.clone(), state.redeemable.clone(), state.ai_configs.clone())
        });
        Self {
            owner,
            tenant,
            prices,
            codes,
            platform,
            counters: Arc::clone(&store.counters),
            writer: None,
            news: Vec::new(),
            failed: false,
            forgets_access: false,
            failed_sign_ins: Vec::new(),
        }
    }

    pub(super) fn writing(store: &MemoryStore, owner: UserId, turn: MutexGuardArc<()>) -> Self {
        let writer = Writer { store: store.clone(), _turn: turn, _flight: None };
        Self { writer: Some(writer), ..Self::reading(store, owner) }
    }

    /// The same, keeping others under its key out until it ends.
    pub(super) fn in_flight(mut self, flight: Flight) -> Self {
        if let Some(writer) = &mut self.writer {
            writer._flight = Some(flight);
        }
        self
    }

    pub(super) fn has_price(&self, id: PriceId) -> bool {
        self.prices.contains_key(&id)
    }

    /// Looks at what the owner has.
    pub(super) fn read<T>(&mut self, look: impl FnOnce(&TenantData) -> T) -> Result<T> {
        if self.failed {
            return Err(StoreError::Poisoned);
        }
        self.counters.count_statement();
        Ok(look(&self.tenant))
    }

    /// Looks at redemption codes.
    pub(super) fn read_codes<T>(&mut self, look: impl FnOnce(&Codes) -> T) -> Result<T> {
        self.read(|_| ())?;
        Ok(look(&self.codes))
    }

    /// Looks at the platform's AI configurations.
    pub(super) fn read_platform<T>(
        &mut self,
        look: impl FnOnce(&BTreeMap<AiConfigId, AiConfig>) -> T,
    ) -> Result<T> {
        self.read(|_| ())?;
        Ok(look(&self.platform))
    }

    /// Changes redemption codes for the owner; an error spoils the transaction.
    pub(super) fn write_codes<T>(&mut self, change: impl FnOnce(UserId, &mut Codes) -> T) -> Result<T> {
        self.write(|_| Ok(()))?;
        Ok(change(self.owner, Arc::make_mut(&mut self.codes)))
    }

    /// Changes what the owner has; an error spoils the transaction.
    pub(super) fn write<T>(&mut self, change: impl FnOnce(&mut TenantData) -> Result<T>) -> Result<T> {
        let owner = self.owner;
        self.write_all(|tenant, _| match tenant.user {
            Some(_) => change(tenant),
            None => Err(StoreError::Backend(NoUser(owner).into())),
        })
    }

    /// As [`write`](Self::write), looking at what all owners have; also before the owner is there.
    pub(super) fn write_all<T>(
        &mut self,
        change: impl FnOnce(&mut TenantData, &State) -> Result<T>,
    ) -> Result<T> {
        if self.failed {
            return Err(StoreError::Poisoned);
        }
        self.counters.count_statement();
        let result = match &self.writer {
            Some(writer) => writer.store.look(|state| change(Arc::make_mut(&mut self.tenant), state)),
            None => Err(StoreError::ReadOnly),
        };
        self.failed = result.is_err();
        result
    }

    /// Has the commit forget the keys and tickets that the owner has.
    pub(super) fn forget_access(&mut self) {
        self.forgets_access = true;
    }

    /// Has the commit add this to the platform's audit log.
    pub(super) fn note_failed_sign_in(&mut self, entry: AuditEntry, mark: Option<Digest>) {
        self.failed_sign_ins.push((entry, mark));
    }

    /// Has this published at the commit, in the place of what was to be told of the same thing.
    pub(super) fn tell(&mut self, body: EventBody) {
        self.news.retain(|other| !body.supersedes(other));
        self.news.push(body);
    }
}

#[async_trait]
impl TenantTx for MemoryTx {
    fn profile(&mut self) -> Box<dyn Profile + '_> {
        Box::new(MemoryProfile(self))
    }
    fn sessions(&mut self) -> Box<dyn Sessions + '_> {
        Box::new(MemorySessions(self))
    }
    fn second_factors(&mut self) -> Box<dyn SecondFactors + '_> {
        Box::new(MemorySecondFactors(self))
    }
    fn erasure(&mut self) -> Box<dyn Erasure + '_> {
        Box::new(MemoryErasure(self))
    }
    fn credits(&mut self) -> Box<dyn CreditAccounts + '_> {
        Box::new(MemoryCredits(self))
    }
    fn spending(&mut self) -> Box<dyn SpendingBooks + '_> {
        Box::new(MemorySpending(self))
    }
    fn jobs(&mut self) -> Box<dyn Jobs + '_> {
        Box::new(MemoryJobs(self))
    }
    fn assets(&mut self) -> Box<dyn Assets + '_> {
        Box::new(MemoryAssets(self))
    }
    fn dramas(&mut self) -> Box<dyn Dramas + '_> {
        Box::new(MemoryDramas(self))
    }
    fn episodes(&mut self) -> Box<dyn Episodes + '_> {
        Box::new(MemoryEpisodes(self))
    }
    fn characters(&mut self) -> Box<dyn Characters + '_> {
        Box::new(MemoryCharacters(self))
    }
    fn scenes(&mut self) -> Box<dyn Scenes + '_> {
        Box::new(MemoryScenes(self))
    }
    fn props(&mut self) -> Box<dyn Props + '_> {
        Box::new(MemoryProps(self))
    }
    fn scripts(&mut self) -> Box<dyn Scripts + '_> {
        Box::new(MemoryScripts(self))
    }
    fn shots(&mut self) -> Box<dyn Shots + '_> {
        Box::new(MemoryShots(self))
    }
    fn takes(&mut self) -> Box<dyn Takes + '_> {
        Box::new(MemoryTakes(self))
    }
    fn cuts(&mut self) -> Box<dyn Cuts + '_> {
        Box::new(MemoryCuts(self))
    }
    fn productions(&mut self) -> Box<dyn Productions + '_> {
        Box::new(MemoryProductions(self))
    }
    fn events(&mut self) -> Box<dyn Events + '_> {
        Box::new(MemoryEvents(self))
    }
    fn quotes(&mut self) -> Box<dyn Quotes + '_> {
        Box::new(MemoryQuotes(self))
    }
    fn requests(&mut self) -> Box<dyn DoneRequests + '_> {
        Box::new(MemoryRequests(self))
    }
    fn memberships(&mut self) -> Box<dyn Memberships + '_> {
        Box::new(MemoryMemberships(self))
    }
    fn audit(&mut self) -> Box<dyn AuditLog + '_> {
        Box::new(MemoryAuditLog(self))
    }
    fn redemptions(&mut self) -> Box<dyn Redemptions + '_> {
        Box::new(MemoryRedemptions(self))
    }
    fn ai_configs(&mut self) -> Box<dyn AiConfigs + '_> {
        Box::new(MemoryAiConfigs(self))
    }
    fn vendor_calls(&mut self) -> Box<dyn VendorCalls + '_> {
        Box::new(MemoryVendorCalls(self))
    }

    async fn commit(mut self: Box<Self>) -> Result<()> {
        if self.failed {
            return Err(StoreError::Poisoned);
        }
        if let (Some(writer), true) = (&self.writer, self.tenant.user.is_some()) {
            check_jobs(&self.tenant)?;
            let news = std::mem::take(&mut self.news);
            let told = !news.is_empty();
            Arc::make_mut(&mut self.tenant).publish(news, writer.store.clock.now());
            let mut state = locked(&writer.store.state);
            state.tenants.insert(self.owner, self.tenant.clone());
            state.redeemable = self.codes.clone();
            for (entry, mark) in std::mem::take(&mut self.failed_sign_ins) {
                state.audit.insert(entry.id, (entry, mark));
            }
            if self.forgets_access {
                state.forget_access_of(self.owner);
            }
            drop(state);
            if told {
                writer.store.bus.notify(self.owner);
            }
        }
        Ok(())
    }
}
