//! Taking a production further. Called after each of its jobs, after approval, and by the sweep for those that
//! a dead process left standing; calling it again changes nothing.

use super::{Productions, order::Ordered};
use crate::{load_episode, wording};
use xinggen_domain::{
    Credits, ProductionId, UserId,
    error::StoreError,
    job::{Job, JobState},
    ledger::CreditLedger,
    ports::TenantTx,
    pricing::PriceList,
    production::{
        EpisodeState, NoPrice, Production, ProductionQuote, ProductionState, Stage, Step, ceiling, plan,
        quote_steps,
    },
};

impl Productions {
    /// Orders what comes next, if nothing of this production is under way: plans, quotes, waits for approval
    /// or credits where it must, holds and adds the jobs.
    ///
    /// # Errors
    /// The database failed; nothing was changed.
    pub async fn advance(&self, user: UserId, id: ProductionId) -> Result<(), StoreError> {
        let prices = self.ports.prices.list().await?;
        let mut tx = self.ports.store.begin(user).await?;
        let mut ledger = tx.credits().lock().await?;
        let live = tx.jobs().lock_live(id).await?;
        let Some(mut production) = tx.productions().lock(id).await? else {
            return Ok(());
        };
        let moves = matches!(production.state, ProductionState::Planning | ProductionState::Running);
        if !live.is_empty() || !moves {
            return Ok(());
        }
        let jobs = tx.jobs().of_production(id).await?;
        let queued = match failure(&jobs) {
            Some(why) => {
                end(&mut production, ProductionState::Failed, why);
                Vec::new()
            }
            None => self.next_steps(&mut *tx, &mut production, &mut ledger, &prices).await?,
        };
        production.updated_at = self.ports.clock.now();
        tx.credits().save(&mut ledger).await?;
        tx.productions().save(&mut production).await?;
        tx.commit().await?;
        self.ports.dispatcher.dispatch(&queued).await;
        Ok(())
    }

    /// Plans on the episode as it stands and orders the first stage of the plan. Returns the queued jobs.
    async fn next_steps(
        &self,
        tx: &mut dyn TenantTx,
        production: &mut Production,
        ledger: &mut CreditLedger,
        prices: &PriceList,
    ) -> Result<Vec<xinggen_domain::JobId>, StoreError> {
        let models = self.ports.vendors.models();
        let Some((state, steps)) = self.current_plan(tx, production, &models).await? else {
            end(production, ProductionState::Cancelled, String::new());
            return Ok(Vec::new());
        };
        let Some(stage) = steps.iter().map(|step| step.stage).min() else {
            production.quote = Some(ProductionQuote::default());
            end(production, ProductionState::Done, String::new());
            return Ok(Vec::new());
        };
        let quote = match self.quote(&state, &steps, stage, prices) {
            Ok(quote) => quote,
            Err(no_price) => {
                end(production, ProductionState::Failed, no_price.to_string());
                return Ok(Vec::new());
            }
        };
        production.quote = Some(quote);
        if stage >= Stage::Parts && !production.auto_approve && production.approved < quote.exact {
            production.state = ProductionState::AwaitingApproval;
            return Ok(Vec::new());
        }
        let ready: Vec<Step> = steps.into_iter().filter(|step| step.stage == stage).collect();
        match self.order(tx, production, ledger, prices, &ready).await? {
            Ordered::Jobs { queued, held } => {
                production.state = ProductionState::Running;
                production.message.clear();
                production.approved = (production.approved - held).or_zero();
                Ok(queued)
            }
            Ordered::Insufficient(short) => {
                production.state = ProductionState::Paused;
                production.message = wording::out_of_credits(short.needed, short.available);
                Ok(Vec::new())
            }
        }
    }

    /// The plan after measuring and after reusing equal older takes; none when the episode is gone.
    async fn current_plan(
        &self,
        tx: &mut dyn TenantTx,
        production: &Production,
        models: &xinggen_domain::production::Models,
    ) -> Result<Option<(EpisodeState, Vec<Step>)>, StoreError> {
        loop {
            let Some(state) = load_episode(tx, production.episode_id).await? else {
                return Ok(None);
            };
            if self.measure_shots(tx, &state, models).await? {
                continue;
            }
            let steps = plan(&state, models, production.options);
            if !self.reuse_takes(tx, &state, &steps).await? {
                return Ok(Some((state, steps)));
            }
        }
    }

    /// Exact for what is known; before the storyboard stands, its own price and a ceiling for the rest.
    fn quote(
        &self,
        state: &EpisodeState,
        steps: &[Step],
        stage: Stage,
        prices: &PriceList,
    ) -> Result<ProductionQuote, NoPrice> {
        let models = self.ports.vendors.models();
        let now = self.ports.clock.now();
        let mut exact = quote_steps(steps, &models, prices, now)?;
        if stage == Stage::Script {
            let storyboard = steps
                .iter()
                .map(|step| Step { operation: xinggen_domain::job::Operation::Storyboard, ..step.clone() });
            exact += quote_steps(&storyboard.collect::<Vec<_>>(), &models, prices, now)?;
        }
        let unknown = stage < Stage::Parts;
        let ceiling =
            if unknown { ceiling(&state.episode.source, &models, prices, now)? } else { Credits::ZERO };
        Ok(ProductionQuote { exact, ceiling })
    }
}

fn end(production: &mut Production, state: ProductionState, message: String) {
    production.state = state;
    production.message = message;
}

/// Why the production cannot go on: the first of its jobs that failed for good.
fn failure(jobs: &[Job]) -> Option<String> {
    let failed = jobs.iter().find(|job| job.state == JobState::Failed)?;
    let why = failed.error.as_ref().map_or("", |error| error.message.as_str());
    Some(wording::failed(wording::operation(failed.operation), why))
}
