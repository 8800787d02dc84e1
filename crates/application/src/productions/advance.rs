//! Taking a production further. Called after each of its jobs, after approval, and by the sweep for those that
//! a dead process left standing; calling it again changes nothing.

use super::{
    Productions,
    ask::ask,
    order::{Making, Order, Ordered, Refused},
};
use crate::{quotes::Basis, wording};
use xinggen_domain::{
    JobId, ProductionId, UserId,
    error::StoreError,
    job::{Job, JobState},
    ledger::CreditLedger,
    ports::TenantTx,
    production::{Production, Step},
    user::UserStatus,
};

/// What came of taking a production further.
#[derive(Default)]
pub(super) struct Advanced {
    /// The jobs that can start at once.
    pub(super) queued: Vec<JobId>,
    /// Why it paused, when it did for credits or a cap.
    pub(super) refused: Option<Refused>,
}

impl Productions {
    /// Orders what comes next, if nothing of this production is under way: plans, quotes, waits for approval
    /// or credits where it must, holds and adds the jobs.
    ///
    /// # Errors
    /// The database failed; nothing was changed.
    pub async fn advance(&self, user: UserId, id: ProductionId) -> Result<(), StoreError> {
        self.advance_beside(user, id, false).await
    }

    /// The same; `beside` what is under way, when a person lets it go on before that has ended.
    pub(super) async fn advance_beside(
        &self,
        user: UserId,
        id: ProductionId,
        beside: bool,
    ) -> Result<(), StoreError> {
        let prices = self.ports.prices.list().await?;
        let mut tx = self.ports.store.begin(user).await?;
        let mut ledger = tx.credits().lock().await?;
        let Some(known) = tx.productions().get(id).await? else {
            return Ok(());
        };
        let live = tx.jobs().lock_live_of_drama(known.drama_id).await?;
        let Some(before) = tx.productions().lock(id).await? else {
            return Ok(());
        };
        let under_way = live.iter().any(|job| job.production_id == Some(id));
        if !before.is_moving() || (under_way && !beside) || !is_active(&mut *tx).await? {
            return Ok(());
        }
        let mut production = before.clone();
        let basis = self.ports.basis(&mut *tx, &prices).await?;
        let advanced = self.next_steps(&mut *tx, &mut production, &mut ledger, &basis, &live).await?;
        if ledger.is_changed() {
            tx.credits().save(&mut ledger).await?;
        }
        // The sweep looks at those that wait for somebody else's job again and again: that is no news.
        if production != before {
            tx.productions().save(&mut production).await?;
        }
        tx.commit().await?;
        if !advanced.queued.is_empty() {
            self.ports.dispatcher.dispatch(&advanced.queued).await;
        }
        Ok(())
    }

    /// Plans on the episode as it stands and orders the first stage of the plan, beside what `live` jobs of the
    /// drama make already.
    pub(super) async fn next_steps(
        &self,
        tx: &mut dyn TenantTx,
        production: &mut Production,
        ledger: &mut CreditLedger,
        basis: &Basis<'_>,
        live: &[Job],
    ) -> Result<Advanced, StoreError> {
        let episode = tx.episodes().lock(production.episode_id).await?;
        let standing = match episode {
            Some(episode) => self.quotes.standing(tx, episode.id, production.options, &basis.models).await?,
            None => None,
        };
        let now = basis.now;
        let Some(standing) = standing else {
            production.cancel(now)?;
            return Ok(Advanced::default());
        };
        standing.write(tx).await?;
        let (state, steps) = (standing.state, standing.steps);
        let Some(stage) = steps.iter().map(|step| step.stage).min() else {
            production.finish(now)?;
            return Ok(Advanced::default());
        };
        if let Some(why) = failure(&tx.jobs().of_production(production.id).await?, &steps) {
            production.fail(why, now)?;
            return Ok(Advanced::default());
        }
        let making = Making::of(live, &state);
        let rest = match basis.forecast(&state, &steps) {
            Ok(forecast) => forecast.without(|step| making.has(step.operation, step.target)),
            Err(no_price) => {
                production.fail(no_price.to_string(), now)?;
                return Ok(Advanced::default());
            }
        };
        production.requote(rest.quote(), now)?;
        if ask(production, stage, &rest, now)? {
            return Ok(Advanced::default());
        }
        let ready: Vec<Step> = steps.into_iter().filter(|step| step.stage == stage).collect();
        let order = Order { production, cap: state.drama.spending_cap, steps: &ready, making };
        match self.order(tx, ledger, basis, order).await? {
            Ordered::Jobs { queued, held } => {
                production.run(held, now)?;
                Ok(Advanced { queued, refused: None })
            }
            Ordered::Refused(refused) => {
                let why = match &refused {
                    Refused::Insufficient(short) => wording::out_of_credits(short.needed, short.available),
                    Refused::CapReached(reached) => wording::cap_reached(reached),
                };
                production.pause(why, now)?;
                Ok(Advanced { queued: Vec::new(), refused: Some(refused) })
            }
        }
    }
}

/// Whether the user may have anything made. The productions of a disabled user stand still; the sweep takes them further
/// once the user is enabled.
async fn is_active(tx: &mut dyn TenantTx) -> Result<bool, StoreError> {
    let user = tx.profile().get().await?;
    Ok(user.is_some_and(|user| user.status == UserStatus::Active))
}

/// Why the production cannot go on: the first of its jobs that failed for good, if what it was to make is still
/// missing. What a retry has made meanwhile is no reason.
fn failure(jobs: &[Job], steps: &[Step]) -> Option<String> {
    let missing =
        |job: &Job| steps.iter().any(|step| (step.operation, step.target) == (job.operation, job.target));
    let failed = jobs.iter().find(|job| job.state == JobState::Failed && missing(job))?;
    let why = failed.error.as_ref().map_or("", |error| error.message.as_str());
    Some(wording::failed(wording::operation(failed.operation), why))
}
