use super::{Result, tenant::TenantData, tx::MemoryTx};
use async_trait::async_trait;
use std::collections::{BTreeMap, BTreeSet};
use xinggen_domain::{
    Credits, JobId,
    job::Job,
    ledger::{HoldState, TransactionKind},
    ports::SpendingBooks,
    spending::{Spending, SpendingBy, SpendingFilter, SpendingTotal, SpentOn},
    take::Target,
};

pub(super) struct MemorySpending<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl SpendingBooks for MemorySpending<'_> {
    async fn totals(&mut self, by: SpendingBy, filter: SpendingFilter) -> Result<Vec<SpendingTotal>> {
        self.0.read(|tenant| {
            let mut totals: BTreeMap<SpentOn, Spending> = BTreeMap::new();
            for (job, spending) in spendings(tenant, filter) {
                let total = totals.entry(on(tenant, by, job)).or_default();
                *total = total.plus(spending);
            }
            totals.into_iter().map(|(on, spending)| SpendingTotal { on, spending }).collect()
        })
    }

    async fn set_daily_cap(&mut self, cap: Option<Credits>) -> Result<()> {
        self.0.write(|tenant| {
            tenant.account.daily_cap = cap;
            Ok(())
        })
    }
}

/// What each job that matches was charged, credited back and holds.
fn spendings(tenant: &TenantData, filter: SpendingFilter) -> Vec<(&Job, Spending)> {
    let asked = |job: &&Job| {
        filter.drama.is_none_or(|drama| job.drama_id == drama)
            && filter.episode.is_none_or(|episode| job.episode_id == Some(episode))
    };
    let known = |id: &JobId| tenant.jobs.get(id).filter(asked);
    let mut found = Vec::new();
    let mut counted = BTreeSet::new();
    let entries = tenant.entries.iter().filter(|entry| {
        TransactionKind::OF_GENERATING.contains(&entry.kind)
            && filter.from.is_none_or(|from| entry.created_at >= from)
            && filter.to.is_none_or(|to| entry.created_at < to)
    });
    for entry in entries {
        let Some(job) = entry.job_id.as_ref().and_then(known) else { continue };
        let jobs = i64::from(counted.insert(job.id));
        let spending = match entry.kind {
            TransactionKind::CreditBack => Spending { credited_back: entry.amount, ..Spending::default() },
            _ => Spending { charged: -entry.amount, ..Spending::default() },
        };
        found.push((job, Spending { jobs, ..spending }));
    }
    for hold in tenant.holds.values().filter(|hold| hold.state == HoldState::Open) {
        let Some(job) = known(&hold.job_id) else { continue };
        found.push((job, Spending { held: hold.amount, jobs: 1, ..Spending::default() }));
    }
    found
}

fn on(tenant: &TenantData, by: SpendingBy, job: &Job) -> SpentOn {
    match by {
        SpendingBy::Drama => SpentOn::Drama(job.drama_id),
        SpendingBy::Episode => job.episode_id.map_or(SpentOn::Rest, SpentOn::Episode),
        SpendingBy::Operation => SpentOn::Operation(job.operation),
        SpendingBy::Shot => match job.target {
            Target::Shot(shot) => SpentOn::Shot(shot),
            Target::Line(id) => {
                let shot = tenant.shots.values().find(|shot| shot.lines.iter().any(|line| line.id == id));
                shot.map_or(SpentOn::Rest, |shot| SpentOn::Shot(shot.id))
            }
            _ => SpentOn::Rest,
        },
    }
}
