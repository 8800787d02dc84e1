use crate::Ports;
use xinggen_domain::{
    error::StoreError,
    ports::TenantTx,
    pricing::{JobQuote, PriceList},
    production::{EpisodeState, Forecast, Models, NoPrice, Step, forecast, quote_step},
    time::Timestamp,
};

/// What quotes are worked out from. A transaction reads it once: others commit beside it, and what was checked or shown
/// has to be what is held.
pub(crate) struct Basis<'a> {
    /// What would do the tenant's jobs.
    pub(crate) models: Models,
    /// What that costs.
    pub(crate) prices: &'a PriceList,
    /// At which moment.
    pub(crate) now: Timestamp,
}

impl Ports {
    /// What the tenant's quotes are worked out from now.
    pub(crate) async fn basis<'a>(
        &self,
        tx: &mut dyn TenantTx,
        prices: &'a PriceList,
    ) -> Result<Basis<'a>, StoreError> {
        Ok(Basis { models: self.models(tx).await?, prices, now: self.clock.now() })
    }
}

impl Basis<'_> {
    /// The quote of one step.
    pub(crate) fn quote(&self, step: &Step) -> Result<JobQuote, NoPrice> {
        quote_step(step, &self.models, self.prices, self.now)
    }

    /// What these steps of an episode would cost.
    pub(crate) fn forecast(&self, state: &EpisodeState, steps: &[Step]) -> Result<Forecast, NoPrice> {
        forecast(&state.episode.source, steps, &self.models, self.prices, self.now)
    }
}
