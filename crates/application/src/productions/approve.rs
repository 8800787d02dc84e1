use super::{Productions, ask::wait, order::Making};
use crate::{Actor, quotes::Basis, spending::cap_reached};
use xinggen_domain::{
    ProductionId,
    error::StoreError,
    job::Job,
    ledger::InsufficientCredits,
    ports::TenantTx,
    production::{Breach, Forecast, InvalidTransition, Production, ProductionQuote, ProductionState, Terms},
    spending::CapReached,
};

/// Why a production was not approved; nothing was changed but, where it says so, the quote.
#[derive(Debug, thiserror::Error)]
pub enum ApproveProductionError {
    /// There is no such production.
    #[error("no such production")]
    NotFound,
    /// It does not wait for approval.
    #[error("the production does not wait for approval: it is {0}")]
    NotWaiting(ProductionState),
    /// A price, what is to be made, or what would make the pictures has changed since it was quoted: it waits with this quote now.
    #[error("it would cost something else now")]
    QuoteChanged(ProductionQuote),
    /// There is too little for what would be approved.
    #[error(transparent)]
    Insufficient(#[from] InsufficientCredits),
    /// A cap does not allow what would be approved.
    #[error(transparent)]
    CapReached(#[from] CapReached),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a production did not go on; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ResumeProductionError {
    /// There is no such production.
    #[error("no such production")]
    NotFound,
    /// It is not paused.
    #[error("the production is not paused: it is {0}")]
    NotPaused(ProductionState),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<InvalidTransition> for ApproveProductionError {
    fn from(refused: InvalidTransition) -> Self {
        Self::NotWaiting(refused.from)
    }
}

impl Productions {
    /// Approves the quote that a production waits with, and takes it further. When it would cost something else by
    /// now, it goes on waiting with the new quote.
    ///
    /// # Errors
    /// See [`ApproveProductionError`].
    pub async fn approve(&self, actor: Actor, id: ProductionId) -> Result<(), ApproveProductionError> {
        let prices = self.ports.prices.list().await?;
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let ledger = tx.credits().lock().await?;
        let known = tx.productions().get(id).await?.ok_or(ApproveProductionError::NotFound)?;
        let live = tx.jobs().lock_live_of_drama(known.drama_id).await?;
        let mut production = tx.productions().lock(id).await?.ok_or(ApproveProductionError::NotFound)?;
        if production.state != ProductionState::AwaitingApproval {
            return Err(ApproveProductionError::NotWaiting(production.state));
        }
        let basis = self.ports.basis(&mut *tx, &prices).await?;
        let now = basis.now;
        let rest = self.rest_of(&mut *tx, &production, &live, &basis).await?;
        if let Some(rest) = rest.as_ref().filter(|rest| !is_told(&production, rest)) {
            let breach = (production.quote == Some(rest.quote())).then_some(Breach::Engine);
            wait(&mut production, rest, breach, now)?;
            tx.productions().save(&mut production).await?;
            tx.commit().await?;
            return Err(ApproveProductionError::QuoteChanged(rest.quote()));
        }
        let needed = production.quote.unwrap_or_default().exact;
        let available = ledger.available(now);
        if needed > available {
            return Err(InsufficientCredits { needed, available }.into());
        }
        let drama = tx.dramas().get(production.drama_id).await?;
        let of_drama = (production.drama_id, drama.and_then(|drama| drama.spending_cap));
        if let Some(reached) = cap_reached(&mut *tx, &ledger, of_drama, needed, now).await? {
            return Err(reached.into());
        }
        // Going on tells why, where its episode or a price is gone.
        production.approve(rest.as_ref().map(Terms::agreed), now)?;
        tx.productions().save(&mut production).await?;
        tx.commit().await?;
        Ok(self.advance_beside(actor.user_id, id, true).await?)
    }

    /// What a production would cost now, as it was quoted to it: without what live jobs make. None when its episode or
    /// a price is gone; going on tells why.
    async fn rest_of(
        &self,
        tx: &mut dyn TenantTx,
        production: &Production,
        live: &[Job],
        basis: &Basis<'_>,
    ) -> Result<Option<Forecast>, StoreError> {
        let standing =
            self.quotes.standing(tx, production.episode_id, production.options, &basis.models).await?;
        let Some(standing) = standing else {
            return Ok(None);
        };
        let making = Making::of(live, &standing.state);
        let forecast = basis.forecast(&standing.state, &standing.steps).ok();
        Ok(forecast.map(|all| all.without(|step| making.has(step.operation, step.target))))
    }

    /// Lets a paused production go on, after credits were topped up or a person looked at it: it plans anew and
    /// orders what is missing, beside what still runs.
    ///
    /// # Errors
    /// See [`ResumeProductionError`].
    pub async fn resume(&self, actor: Actor, id: ProductionId) -> Result<(), ResumeProductionError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        tx.credits().lock().await?;
        let mut production = tx.productions().lock(id).await?.ok_or(ResumeProductionError::NotFound)?;
        let resumed = production.resume(self.ports.clock.now());
        resumed.map_err(|refused| ResumeProductionError::NotPaused(refused.from))?;
        tx.productions().save(&mut production).await?;
        tx.commit().await?;
        Ok(self.advance_beside(actor.user_id, id, true).await?)
    }
}

/// Whether a production waits with just this.
fn is_told(production: &Production, rest: &Forecast) -> bool {
    let engine = production.terms.as_ref().is_none_or(|terms| terms.names_engine_of(rest));
    engine && production.quote == Some(rest.quote())
}
