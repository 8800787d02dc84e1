use super::{Quotes, kept::keep};
use crate::Actor;
use xinggen_domain::{
    EpisodeId,
    error::StoreError,
    production::{CutOptions, Forecast, Models, NoPrice},
    quote::{Quote, QuotedOrder},
};

/// Why a production was not quoted.
#[derive(Debug, thiserror::Error)]
pub enum QuoteProductionError {
    /// There is no such episode.
    #[error("no such episode")]
    NotFound,
    /// The price list is incomplete.
    #[error(transparent)]
    NoPrice(#[from] NoPrice),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Quotes {
    /// What a production of an episode would cost now, step by step; nothing is written. What live jobs are making
    /// counts as missing.
    ///
    /// # Errors
    /// See [`QuoteProductionError`].
    pub async fn of_production(
        &self,
        actor: Actor,
        episode: EpisodeId,
        burn_subtitles: bool,
    ) -> Result<Forecast, QuoteProductionError> {
        let prices = self.ports.prices.list().await?;
        let options = CutOptions { burn_subtitles, ..self.ports.vendors.everything() };
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let basis = self.ports.basis(&mut *tx, &prices).await?;
        let standing = self.standing(&mut *tx, episode, options, &basis.models).await?;
        let standing = standing.ok_or(QuoteProductionError::NotFound)?;
        Ok(basis.forecast(&standing.state, &standing.steps)?)
    }

    /// What a production of an episode would cost now, kept for [`QUOTE_MINUTES`](xinggen_domain::quote::QUOTE_MINUTES).
    ///
    /// # Errors
    /// See [`QuoteProductionError`].
    pub async fn keep_production(
        &self,
        actor: Actor,
        episode: EpisodeId,
        burn_subtitles: bool,
    ) -> Result<Quote, QuoteProductionError> {
        let forecast = self.of_production(actor, episode, burn_subtitles).await?;
        let order = QuotedOrder::Production { burn_subtitles };
        keep(&self.ports, actor, episode, order, forecast).await?.ok_or(QuoteProductionError::NotFound)
    }

    /// What would do an actor's jobs now, and on whose keys.
    ///
    /// # Errors
    /// The database failed.
    pub async fn models(&self, actor: Actor) -> Result<Models, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        self.ports.models(&mut *tx).await
    }
}
