use super::{Productions, StartProduction};
use crate::Actor;
use xinggen_domain::{
    Id as _, ProductionId,
    error::StoreError,
    idempotency::{DoneRequest, IdempotencyKey, MadeKind},
    ledger::InsufficientCredits,
    production::Production,
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
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

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
        let prices = self.ports.prices.list().await?;
        let tx = self.ports.store.begin_once(actor.user_id, &key).await?;
        let mut tx = tx.ok_or(RequestProductionError::InFlight)?;
        let mut ledger = tx.credits().lock().await?;
        let done = tx.requests().find(&key).await?;
        if let Some(done) = done {
            if done.key.request != key.request {
                return Err(RequestProductionError::KeyReused);
            }
            let production = tx.productions().get(ProductionId::from_uuid(done.made_id)).await?;
            let production = production.ok_or(RequestProductionError::NotFound)?;
            return Ok(RequestedProduction { production, again: true });
        }
        let episode = tx.episodes().get(start.episode_id).await?.ok_or(RequestProductionError::NotFound)?;
        let live = tx.jobs().lock_live_of_drama(episode.drama_id).await?;
        if let Some(live) = tx.productions().live_of(episode.id).await? {
            return Err(RequestProductionError::AlreadyLive(live.id));
        }
        let mut production = self.planned(start, &episode);
        tx.productions().add(production.clone()).await?;
        let advanced = self.next_steps(&mut *tx, &mut production, &mut ledger, &prices, &live).await?;
        if let Some(short) = advanced.short {
            return Err(short.into());
        }
        if ledger.is_changed() {
            tx.credits().save(&mut ledger).await?;
        }
        tx.productions().save(&mut production).await?;
        let (made, made_id) = (MadeKind::Production, production.id.as_uuid());
        let done = DoneRequest { key, made, made_id, created_at: self.ports.clock.now() };
        tx.requests().add(done).await?;
        tx.commit().await?;
        self.ports.dispatcher.dispatch(&advanced.queued).await;
        Ok(RequestedProduction { production, again: false })
    }
}
