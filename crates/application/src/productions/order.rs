use super::Productions;
use std::collections::HashMap;
use xinggen_domain::{
    Credits, JobId,
    error::StoreError,
    job::{Job, JobOrder, Operation},
    ledger::{CreditLedger, InsufficientCredits},
    ports::TenantTx,
    pricing::PriceList,
    production::{Production, Step, quote_step},
    take::Target,
};

/// What came of ordering some steps.
pub(super) enum Ordered {
    /// The jobs are there, each with its hold.
    Jobs {
        /// Those that can start at once.
        queued: Vec<JobId>,
        /// What was held for all of them.
        held: Credits,
    },
    /// There are too few credits for all of them; nothing was ordered.
    Insufficient(InsufficientCredits),
}

impl Productions {
    /// Holds and adds a job for every step, all or none.
    pub(super) async fn order(
        &self,
        tx: &mut dyn TenantTx,
        production: &Production,
        ledger: &mut CreditLedger,
        prices: &PriceList,
        steps: &[Step],
    ) -> Result<Ordered, StoreError> {
        let now = self.ports.clock.now();
        let ids = &*self.ports.ids;
        let models = self.ports.vendors.models();
        let quotes: Result<Vec<_>, _> =
            steps.iter().map(|step| quote_step(step, &models, prices, now)).collect();
        let quotes = quotes.map_err(|no_price| StoreError::Corrupt(no_price.to_string()))?;
        let needed: Credits = quotes.iter().map(|quote| quote.amount).sum();
        let available = ledger.available(now);
        if needed > available {
            return Ok(Ordered::Insufficient(InsufficientCredits { needed, available }));
        }
        let mut added: HashMap<(Operation, Target), JobId> = HashMap::new();
        let mut queued = Vec::new();
        let mut held = Credits::ZERO;
        for (step, quote) in steps.iter().zip(quotes) {
            let after: Vec<JobId> = step.after.iter().filter_map(|part| added.get(part)).copied().collect();
            let order = JobOrder {
                production_id: Some(production.id),
                drama_id: production.drama_id,
                episode_id: Some(production.episode_id),
                operation: step.operation,
                target: step.target,
                inputs: step.inputs.as_ref().map(|inputs| inputs.hash),
            };
            let job = Job::new(ids.id(), order, !after.is_empty(), now);
            let id = job.id;
            // Somebody asked for the same thing on their own: it is not ordered twice.
            if !tx.jobs().add(job, &after).await? {
                continue;
            }
            match ledger.hold(id, quote, now, ids) {
                Ok(_) => held += quote.amount,
                Err(short) => return Err(StoreError::Corrupt(short.to_string())),
            }
            added.insert((step.operation, step.target), id);
            if after.is_empty() {
                queued.push(id);
            }
        }
        Ok(Ordered::Jobs { queued, held })
    }
}
