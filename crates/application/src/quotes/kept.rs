//! Quotes that are kept, and holding an order to one.

use super::QuoteNote;
use crate::{Actor, Ports};
use xinggen_domain::{
    Credits, EpisodeId, QuoteId,
    ai_config::Engine,
    error::StoreError,
    ports::TenantTx,
    production::{Forecast, Models, QuotedStep},
    quote::{Quote, QuoteFault, QuotedOrder},
    time::Timestamp,
};

/// A quote that was named cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct UnusableQuote {
    /// Why.
    pub fault: QuoteFault,
    /// What it would cost now, where the old quote is over or has changed: kept like any other, so that it can be
    /// ordered. Of the order itself nothing was written.
    pub fresh: Option<Box<FreshQuote>>,
}

/// What something would cost now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshQuote {
    /// The quote.
    pub quote: Quote,
    /// What would do the work.
    pub models: Models,
    /// What has to be known beside the price.
    pub notes: Vec<QuoteNote>,
}

impl FreshQuote {
    /// The quote, and what it is for: not what would do the work by the time of the next look.
    pub(crate) fn of(quote: Quote, ports: &Ports) -> Self {
        let models = ports.vendors.models().with_images(quote.forecast.images.clone());
        let notes = ports.quote_notes(&quote.forecast);
        Self { quote, models, notes }
    }
}

impl From<QuoteFault> for UnusableQuote {
    fn from(fault: QuoteFault) -> Self {
        Self { fault, fresh: None }
    }
}

/// The forecast of one thing.
pub(crate) fn single(step: QuotedStep, images: Engine) -> Forecast {
    Forecast { steps: vec![step], ceiling: Credits::ZERO, images }
}

/// Holds an order to the quote that it names.
pub(crate) async fn check(
    tx: &mut dyn TenantTx,
    quote: QuoteId,
    order: QuotedOrder,
    forecast: &Forecast,
    now: Timestamp,
) -> Result<Result<(), QuoteFault>, StoreError> {
    let quote = tx.quotes().get(quote).await?;
    Ok(quote.ok_or(QuoteFault::Unknown).and_then(|quote| quote.check(order, forecast, now)))
}

/// Whether a caller whose quote cannot be used is told a new one; and with which episode the old one was kept.
pub(crate) async fn renewable(
    ports: &Ports,
    actor: Actor,
    fault: QuoteFault,
    old: QuoteId,
) -> Result<Option<EpisodeId>, StoreError> {
    if !matches!(fault, QuoteFault::Expired | QuoteFault::Changed) {
        return Ok(None);
    }
    let old = ports.store.begin_read(actor.user_id).await?.quotes().get(old).await?;
    Ok(old.map(|old| old.episode_id))
}

/// Keeps a quote; none when the episode was deleted in between.
pub(super) async fn keep(
    ports: &Ports,
    actor: Actor,
    episode: EpisodeId,
    order: QuotedOrder,
    forecast: Forecast,
) -> Result<Option<Quote>, StoreError> {
    let quote = Quote::new(ports.ids.id(), episode, order, forecast, ports.clock.now());
    let mut tx = ports.store.begin(actor.user_id).await?;
    if tx.episodes().get(episode).await?.is_none() {
        return Ok(None);
    }
    tx.quotes().add(quote.clone()).await?;
    tx.commit().await?;
    Ok(Some(quote))
}
