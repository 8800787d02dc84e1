use super::{
    GenerationOrder, Quotes,
    kept::{keep, single},
    size::Sized,
};
use crate::Actor;
use xinggen_domain::{
    EpisodeId,
    ai_config::Engine,
    error::StoreError,
    job::Operation,
    ports::TenantTx,
    pricing::JobQuote,
    production::{NoPrice, QuotedStep},
    quote::{Quote, QuotedOrder},
};

/// Why a generation was not quoted.
#[derive(Debug, thiserror::Error)]
pub enum QuoteGenerationError {
    /// There is no such target in this episode, or the operation makes nothing for it.
    #[error("no such target")]
    NotFound,
    /// The price list is incomplete.
    #[error(transparent)]
    NoPrice(#[from] NoPrice),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Quotes {
    /// What one such request would cost now, whether or not what it needs is there; nothing is written.
    ///
    /// # Errors
    /// See [`QuoteGenerationError`].
    pub async fn of_generation(
        &self,
        actor: Actor,
        order: GenerationOrder,
    ) -> Result<JobQuote, QuoteGenerationError> {
        Ok(self.priced(actor, order, None).await?.0)
    }

    /// The same, and what would make pictures. A target that does not belong to the episode `within`, or to its drama,
    /// is not found.
    async fn priced(
        &self,
        actor: Actor,
        order: GenerationOrder,
        within: Option<EpisodeId>,
    ) -> Result<(JobQuote, Engine), QuoteGenerationError> {
        let prices = self.ports.prices.list().await?;
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let basis = self.ports.basis(&mut *tx, &prices).await?;
        let sized = self.size_up(&mut *tx, order, &basis.models).await?;
        let sized = sized.ok_or(QuoteGenerationError::NotFound)?;
        if let Some(episode) = within
            && !belongs_to(&mut *tx, &sized, episode).await?
        {
            return Err(QuoteGenerationError::NotFound);
        }
        Ok((basis.quote(&sized.step)?, basis.models.engine(Operation::Image)))
    }

    /// What one thing would cost now, kept with this episode for
    /// [`QUOTE_MINUTES`](xinggen_domain::quote::QUOTE_MINUTES).
    ///
    /// # Errors
    /// See [`QuoteGenerationError`].
    pub async fn keep_generation(
        &self,
        actor: Actor,
        episode: EpisodeId,
        order: GenerationOrder,
    ) -> Result<Quote, QuoteGenerationError> {
        let (quote, images) = self.priced(actor, order, Some(episode)).await?;
        let GenerationOrder { operation, target } = order;
        let forecast = single(QuotedStep { operation, target, quote }, images);
        let order = QuotedOrder::Single { operation, target };
        keep(&self.ports, actor, episode, order, forecast).await?.ok_or(QuoteGenerationError::NotFound)
    }
}

/// Whether what was sized is of this episode; of its drama, where it is of no episode alone.
async fn belongs_to(tx: &mut dyn TenantTx, sized: &Sized, episode: EpisodeId) -> Result<bool, StoreError> {
    if let Some(own) = sized.episode {
        return Ok(own == episode);
    }
    let named = tx.episodes().get(episode).await?;
    Ok(named.is_some_and(|named| named.drama_id == sized.drama))
}
