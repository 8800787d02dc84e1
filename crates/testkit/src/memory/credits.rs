use super::{
    Result,
    table::{insert, parent, unique},
    tenant::TenantData,
    tx::MemoryTx,
};
use async_trait::async_trait;
use xinggen_domain::{
    Credits, JobId,
    error::StoreError,
    event::EventBody,
    ledger::{
        Account, CreditLedger, CreditTransaction, Description, Hold, HoldState, LedgerChanges, Lot,
        StatementNames, TransactionKind,
    },
    ports::CreditAccounts,
    spending::StatementFilter,
    take::Target,
};

pub(super) struct MemoryCredits<'a>(pub(super) &'a mut MemoryTx);

fn load(tenant: &TenantData) -> CreditLedger {
    let lots = tenant.lots.values();
    let live = lots.filter(|lot| lot.remaining.is_positive() || lot.held.is_positive());
    CreditLedger::load(tenant.account, live.cloned().collect())
}

fn write(tenant: &mut TenantData, changes: LedgerChanges) -> Result<()> {
    for lot in changes.new_lots {
        insert(&mut tenant.lots, lot.id, lot, "lot id")?;
    }
    for lot in changes.changed_lots {
        parent(&tenant.lots, lot.id, "lot")?;
        tenant.lots.insert(lot.id, lot);
    }
    for hold in changes.new_holds {
        for part in &hold.parts {
            parent(&tenant.lots, part.lot_id, "lot")?;
        }
        insert(&mut tenant.holds, hold.job_id, hold, "hold of a job")?;
    }
    for hold in changes.changed_holds {
        parent(&tenant.holds, hold.job_id, "hold")?;
        tenant.holds.insert(hold.job_id, hold);
    }
    for entry in changes.entries {
        unique(entry.number <= tenant.entries.len() as i64, "statement number")?;
        tenant.entries.push(entry);
    }
    Ok(())
}

/// Checks, at the commit, that every hold and every charge has its job: a hold may be written before it.
pub(super) fn check_jobs(tenant: &TenantData) -> Result<()> {
    let charged = tenant.entries.iter().filter_map(|entry| entry.job_id);
    for job in tenant.holds.keys().copied().chain(charged) {
        parent(&tenant.jobs, job, "job")?;
    }
    Ok(())
}

fn matches(tenant: &TenantData, filter: &StatementFilter, entry: &CreditTransaction) -> bool {
    let job = || entry.job_id.and_then(|id| tenant.jobs.get(&id));
    filter.kind.is_none_or(|kind| entry.kind == kind)
        && filter.from.is_none_or(|from| entry.created_at >= from)
        && filter.to.is_none_or(|to| entry.created_at < to)
        && filter.drama.is_none_or(|drama| job().is_some_and(|job| job.drama_id == drama))
        && filter.episode.is_none_or(|episode| job().is_some_and(|job| job.episode_id == Some(episode)))
        && filter.job.is_none_or(|job| entry.job_id == Some(job))
}

fn name_of(tenant: &TenantData, target: Target) -> Option<String> {
    match target {
        Target::Character(id) => tenant.characters.get(&id).map(|one| one.name.clone()),
        Target::Scene(id) => tenant.scenes.get(&id).map(|scene| scene.place.clone()),
        Target::Prop(id) => tenant.props.get(&id).map(|prop| prop.name.clone()),
        Target::Episode(_) | Target::Shot(_) | Target::Line(_) => None,
    }
}

#[async_trait]
impl CreditAccounts for MemoryCredits<'_> {
    async fn lock(&mut self) -> Result<CreditLedger> {
        self.view().await
    }

    async fn save(&mut self, ledger: &mut CreditLedger) -> Result<()> {
        let changes = ledger.take_changes();
        let account = *ledger.account();
        let priced = changes.new_holds.iter().all(|hold| self.0.has_price(hold.price_id));
        self.0.write(|tenant| {
            if !priced {
                return Err(StoreError::Backend("a hold refers to a price that is not there".into()));
            }
            write(tenant, changes)?;
            // The cap is not the ledger's to write.
            tenant.account = Account { daily_cap: tenant.account.daily_cap, ..account };
            Ok(())
        })?;
        self.0.tell(EventBody::Credits { credits: account.credits, held: account.held });
        Ok(())
    }

    async fn view(&mut self) -> Result<CreditLedger> {
        self.0.read(load)
    }

    async fn hold_of(&mut self, job: JobId) -> Result<Option<Hold>> {
        self.0.read(|tenant| tenant.holds.get(&job).cloned())
    }

    async fn open_holds(&mut self) -> Result<Vec<Hold>> {
        self.0.read(|tenant| {
            let open = tenant.holds.values().filter(|hold| hold.state == HoldState::Open);
            let mut open: Vec<Hold> = open.cloned().collect();
            open.sort_by_key(|hold| hold.id);
            open
        })
    }

    async fn lots_of(&mut self, hold: &Hold) -> Result<Vec<Lot>> {
        let parts = hold.parts.iter().map(|part| part.lot_id);
        self.0.read(|tenant| parts.filter_map(|id| tenant.lots.get(&id).cloned()).collect())
    }

    async fn statement(&mut self, after: i64, limit: u32) -> Result<Vec<CreditTransaction>> {
        self.0.read(|tenant| {
            let entries = tenant.entries.iter().filter(|entry| entry.number > after);
            entries.take(limit as usize).cloned().collect()
        })
    }

    async fn recent(
        &mut self,
        filter: StatementFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<CreditTransaction>> {
        self.0.read(|tenant| {
            let earlier = |entry: &&CreditTransaction| before.is_none_or(|before| entry.number < before);
            let newest_first = tenant.entries.iter().rev().filter(earlier);
            newest_first
                .filter(|entry| matches(tenant, &filter, entry))
                .take(limit as usize)
                .cloned()
                .collect()
        })
    }

    async fn names(&mut self, entries: &[CreditTransaction]) -> Result<StatementNames> {
        let batches = self.0.read_codes(|codes| codes.batches.clone())?;
        let mut names = StatementNames::default();
        self.0.read(|tenant| {
            for entry in entries {
                match entry.description {
                    Description::Plain | Description::Expired(_) => {}
                    Description::Redeemed(id) => {
                        names.batches.extend(batches.get(&id).map(|batch| (id, batch.name.clone())));
                    }
                    Description::Act(id) => {
                        let noted = tenant.audit.get(&id).filter(|noted| !noted.reason.is_empty());
                        names.reasons.extend(noted.map(|noted| (id, noted.reason.clone())));
                    }
                    Description::Job(job) => {
                        let drama = tenant.dramas.get(&job.drama_id).map(|drama| drama.title.clone());
                        let drama = drama.filter(|title| !title.is_empty());
                        names.dramas.extend(drama.map(|title| (job.drama_id, title)));
                        names.targets.extend(name_of(tenant, job.target).map(|name| (job.target, name)));
                    }
                }
            }
            names
        })
    }

    async fn sum_of(&mut self, kinds: &[TransactionKind]) -> Result<Credits> {
        self.0.read(|tenant| {
            let entries = tenant.entries.iter().filter(|entry| kinds.contains(&entry.kind));
            entries.map(|entry| entry.amount).sum()
        })
    }
}
