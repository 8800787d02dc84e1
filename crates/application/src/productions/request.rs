use super::{Productions, StartProduction, order::Refused};
use crate::{
    Actor, FreshQuote, QuoteProductionError, UnusableQuote,
    quotes::{Basis, check, renewable},
    requests::{Once, from_not_once},
};
use xinggen_domain::{
    Id as _, ProductionId, QuoteId,
    error::StoreError,
    idempotency::{IdempotencyKey, MadeKind},
    job::Operation,
    ledger::InsufficientCredits,
    plan::QuotaReached,
    ports::TenantTx,
    production::{NoPrice, Production, Terms},
    quote::{QuoteFault, QuotedOrder},
    spending::CapReached,
    take::Target,
};

/// What a request for a production came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedProduction {
    /// The production as it is now.
    pub production: Production,
    /// Whether the same request made it before; nothing was made this time.
    pub again: bool,
}

/// Why no production was started; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RequestProductionError {
    /// There is no such episode, or what the key made before is gone.
    #[error("no such episode")]
    NotFound,
    /// The key was used for another request.
    #[error("the key was used for another request")]
    KeyReused,
    /// A request with the key is being done; what it makes is not known yet.
    #[error("a request with the key is being done")]
    InFlight,
    /// The episode has a live production.
    #[error("the episode has a live production")]
    AlreadyLive(ProductionId),
    /// There is too little for its first step.
    #[error(transparent)]
    Insufficient(#[from] InsufficientCredits),
    /// A cap does not allow its first step.
    #[error(transparent)]
    CapReached(#[from] CapReached),
    /// The plan does not allow it.
    #[error(transparent)]
    Quota(#[from] QuotaReached),
    /// It cannot be had for what the quote says.
    #[error(transparent)]
    Quote(#[from] UnusableQuote),
    /// The price list is incomplete.
    #[error(transparent)]
    NoPrice(#[from] NoPrice),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_not_once! { RequestProductionError }

impl Productions {
    /// Starts a production of an episode and orders its first steps. Production, first holds and jobs, and the key
    /// under which the request is remembered commit together.
    ///
    /// # Errors
    /// See [`RequestProductionError`].
    pub async fn request(
        &self,
        actor: Actor,
        start: StartProduction,
        key: IdempotencyKey,
    ) -> Result<RequestedProduction, RequestProductionError> {
        self.order_production(actor, start, None, key).await
    }

    /// The same for just what was quoted: nothing is written when it would cost something else now.
    ///
    /// # Errors
    /// See [`RequestProductionError`].
    pub async fn request_quoted(
        &self,
        actor: Actor,
        start: StartProduction,
        quote: QuoteId,
        key: IdempotencyKey,
    ) -> Result<RequestedProduction, RequestProductionError> {
        let fault = match self.order_production(actor, start, Some(quote), key).await {
            Err(RequestProductionError::Quote(unusable)) => unusable.fault,
            other => return other,
        };
        let mut fresh = None;
        if renewable(&self.ports, actor, fault, quote).await?.is_some() {
            let kept = self.quotes.keep_production(actor, start.episode_id, start.burn_subtitles).await;
            fresh = Some(Box::new(FreshQuote::of(kept.map_err(unquoted)?, &self.ports)));
        }
        Err(UnusableQuote { fault, fresh }.into())
    }

    async fn order_production(
        &self,
        actor: Actor,
        start: StartProduction,
        quote: Option<QuoteId>,
        key: IdempotencyKey,
    ) -> Result<RequestedProduction, RequestProductionError> {
        let prices = self.ports.prices.list().await?;
        let mut once = Once::begin(&self.ports, actor.user_id, key).await?;
        let mut ledger = once.tx().credits().lock().await?;
        let made = once.made_before(self.ports.clock.now()).await?;
        let tx = once.tx();
        if let Some(made) = made {
            let production = tx.productions().get(ProductionId::from_uuid(made)).await?;
            let production = production.ok_or(RequestProductionError::NotFound)?;
            return Ok(RequestedProduction { production, again: true });
        }
        let episode = tx.episodes().get(start.episode_id).await?.ok_or(RequestProductionError::NotFound)?;
        let live = tx.jobs().lock_live_of_drama(episode.drama_id).await?;
        if let Some(live) = tx.productions().live_of(episode.id).await? {
            return Err(RequestProductionError::AlreadyLive(live.id));
        }
        let basis = self.ports.basis(tx, &prices).await?;
        let terms = match quote {
            Some(quote) => Some(self.check_quote(tx, quote, start, &basis).await?),
            None => None,
        };
        if let Some(reached) = self.ports.storage_left(tx, actor, 1).await? {
            return Err(reached.into());
        }
        let mut production = self.planned(start, &episode, terms);
        tx.productions().add(production.clone()).await?;
        let advanced = self.next_steps(tx, &mut production, &mut ledger, &basis, &live).await?;
        match advanced.refused {
            Some(Refused::Insufficient(short)) => return Err(short.into()),
            Some(Refused::CapReached(reached)) => return Err(reached.into()),
            None => {}
        }
        if tx.jobs().live_of(Operation::Script, Target::Episode(episode.id)).await?.is_some() {
            let room = self.ports.no_room_for(tx, actor, Operation::Script, episode.drama_id).await?;
            if let Some(reached) = room {
                return Err(reached.into());
            }
        }
        if ledger.is_changed() {
            tx.credits().save(&mut ledger).await?;
        }
        tx.productions().save(&mut production).await?;
        let now = self.ports.clock.now();
        once.commit(MadeKind::Production, production.id.as_uuid(), now).await?;
        self.ports.dispatcher.dispatch(&advanced.queued).await;
        Ok(RequestedProduction { production, again: false })
    }

    /// Holds what is to be started to the quote that it names: it starts for that, and goes on for no more.
    async fn check_quote(
        &self,
        tx: &mut dyn TenantTx,
        quote: QuoteId,
        start: StartProduction,
        basis: &Basis<'_>,
    ) -> Result<Terms, RequestProductionError> {
        // Nobody edits it between this and what is ordered.
        tx.episodes().lock(start.episode_id).await?;
        let known = tx.quotes().get(quote).await?;
        if known.is_some_and(|known| known.episode_id != start.episode_id) {
            return Err(UnusableQuote::from(QuoteFault::ForOther).into());
        }
        let standing = self.quotes.standing(tx, start.episode_id, self.options(start), &basis.models).await?;
        let standing = standing.ok_or(RequestProductionError::NotFound)?;
        let forecast = basis.forecast(&standing.state, &standing.steps)?;
        let order = QuotedOrder::Production { burn_subtitles: start.burn_subtitles };
        check(tx, quote, order, &forecast, basis.now).await?.map_err(UnusableQuote::from)?;
        Ok(Terms::agreed(&forecast))
    }
}

fn unquoted(error: QuoteProductionError) -> RequestProductionError {
    match error {
        QuoteProductionError::NotFound => RequestProductionError::NotFound,
        QuoteProductionError::NoPrice(no_price) => no_price.into(),
        QuoteProductionError::Store(error) => error.into(),
    }
}
