use super::Productions;
use crate::{quotes::Basis, spending::cap_reached};
use std::collections::HashMap;
use xinggen_domain::{
    Credits, JobId,
    error::StoreError,
    job::{Job, JobOrder, Operation},
    ledger::{CreditLedger, InsufficientCredits},
    ports::TenantTx,
    production::{EpisodeState, NoPrice, Production, Step},
    spending::CapReached,
    take::Target,
};

/// Which live job makes what.
pub(super) struct Making(HashMap<(Operation, Target), JobId>);

impl Making {
    /// What these live jobs of the episode's drama make. One that speaks a whole shot makes each of its lines.
    pub(super) fn of(live: &[Job], state: &EpisodeState) -> Self {
        let mut making = HashMap::new();
        for job in live {
            making.insert((job.operation, job.target), job.id);
            let shot = state.shots.iter().find(|shot| Target::Shot(shot.id) == job.target);
            if let (Operation::Voice, Some(shot)) = (job.operation, shot) {
                let lines = shot.lines.iter().map(|line| (Operation::Voice, Target::Line(line.id)));
                making.extend(lines.map(|line| (line, job.id)));
            }
        }
        Self(making)
    }

    pub(super) fn has(&self, operation: Operation, target: Target) -> bool {
        self.0.contains_key(&(operation, target))
    }
}

/// What came of ordering some steps.
pub(super) enum Ordered {
    /// The jobs are there, each with its hold.
    Jobs {
        /// Those that can start at once.
        queued: Vec<JobId>,
        /// What was held for all of them.
        held: Credits,
    },
    /// All of them together cannot be held; nothing was ordered.
    Refused(Refused),
}

/// Why what comes next cannot be held.
pub(super) enum Refused {
    /// There are too few credits.
    Insufficient(InsufficientCredits),
    /// A cap does not allow it.
    CapReached(CapReached),
}

/// Steps to be ordered.
pub(super) struct Order<'a> {
    pub(super) production: &'a Production,
    /// What their drama may cost.
    pub(super) cap: Option<Credits>,
    pub(super) steps: &'a [Step],
    /// What is being made already.
    pub(super) making: Making,
}

impl Productions {
    /// Holds and adds a job for every step that no live job makes, all or none. Steps wait for those they need,
    /// whoever makes them.
    pub(super) async fn order(
        &self,
        tx: &mut dyn TenantTx,
        ledger: &mut CreditLedger,
        basis: &Basis<'_>,
        Order { production, cap, steps, making: Making(mut making) }: Order<'_>,
    ) -> Result<Ordered, StoreError> {
        let (now, ids) = (basis.now, &*self.ports.ids);
        let steps = steps.iter().filter(|step| !making.contains_key(&(step.operation, step.target)));
        let quoted = steps.map(|step| Ok((step, basis.quote(step)?)));
        let quoted: Vec<_> = quoted.collect::<Result<_, _>>().map_err(unpriced)?;
        let needed: Credits = quoted.iter().map(|(_, quote)| quote.amount).sum();
        let available = ledger.available(now);
        if needed > available {
            return Ok(Ordered::Refused(Refused::Insufficient(InsufficientCredits { needed, available })));
        }
        let reached = cap_reached(tx, ledger, (production.drama_id, cap), needed, now).await?;
        if let Some(reached) = reached {
            return Ok(Ordered::Refused(Refused::CapReached(reached)));
        }
        let mut queued = Vec::new();
        for (step, quote) in quoted {
            let after: Vec<JobId> = step.after.iter().filter_map(|part| making.get(part)).copied().collect();
            let order = JobOrder {
                production_id: Some(production.id),
                drama_id: production.drama_id,
                episode_id: Some(production.episode_id),
                operation: step.operation,
                target: step.target,
                inputs: step.inputs.as_ref().map(|inputs| inputs.hash),
            };
            let engine = Some(basis.models.engine(step.operation));
            let job = Job { engine, ..Job::new(ids.id(), order, !after.is_empty(), now) };
            let id = job.id;
            if !tx.jobs().add(job, &after).await? {
                return Err(StoreError::Conflict(format!("a live {} of {:?}", step.operation, step.target)));
            }
            ledger.hold(id, quote, now, ids).map_err(|short| StoreError::Corrupt(short.to_string()))?;
            making.insert((step.operation, step.target), id);
            if after.is_empty() {
                queued.push(id);
            }
        }
        Ok(Ordered::Jobs { queued, held: needed })
    }
}

fn unpriced(no_price: NoPrice) -> StoreError {
    StoreError::Corrupt(no_price.to_string())
}
