use super::Step;
use crate::{
    Credits,
    engine::{Engine, Models},
    operation::{Operation, Stage, Target},
    pricing::{JobQuote, Measure, PriceList},
    time::Timestamp,
};

/// What a production will still cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProductionQuote {
    /// The steps that are known, each as its hold would be.
    pub exact: Credits,
    /// At most this for what cannot be known before the storyboard; 0 afterwards.
    pub ceiling: Credits,
}

impl ProductionQuote {
    /// At most this much in all.
    #[must_use]
    pub fn total(&self) -> Credits {
        self.exact + self.ceiling
    }
}

/// The price list has no row for an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the price list has no row for {0}")]
pub struct NoPrice(pub Operation);

/// The quote of one step, on the keys that the models stand for.
///
/// # Errors
/// [`NoPrice`] when nothing prices its operation.
pub fn quote_step(
    step: &Step,
    models: &Models,
    prices: &PriceList,
    now: Timestamp,
) -> Result<JobQuote, NoPrice> {
    let model = models.of(step.operation);
    let mode = models.mode_of(step.operation);
    let price = prices.find(step.operation, model, mode, now).ok_or(NoPrice(step.operation))?;
    Ok(price.quote(price.unit.quantity(step.size)))
}

/// A step and what its job would hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotedStep {
    /// What to do.
    pub operation: Operation,
    /// On what.
    pub target: Target,
    /// For how much.
    pub quote: JobQuote,
}

/// What a plan would cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// The steps that are known, each as its hold would be.
    pub steps: Vec<QuotedStep>,
    /// At most this for what cannot be known before the storyboard; 0 afterwards.
    pub ceiling: Credits,
    /// What would make the pictures, and on whose key; everything else is made by what is built in.
    pub images: Engine,
}

impl Forecast {
    /// What would make pictures, where there are any to make or there may be.
    #[must_use]
    pub fn drawn_by(&self) -> Option<&Engine> {
        let draws = self.steps.iter().any(|step| step.operation == Operation::Image);
        (draws || self.ceiling.is_positive()).then_some(&self.images)
    }

    /// The whole of it.
    #[must_use]
    pub fn quote(&self) -> ProductionQuote {
        let exact = self.steps.iter().map(|step| step.quote.amount).sum();
        ProductionQuote { exact, ceiling: self.ceiling }
    }

    /// The same without steps that somebody makes already.
    #[must_use]
    pub fn without(mut self, made: impl Fn(&QuotedStep) -> bool) -> Self {
        self.steps.retain(|step| !made(step));
        self
    }
}

/// What a plan for an episode with this text would cost: exact for its steps, and before the storyboard stands,
/// the storyboard's own price and a ceiling for the rest.
///
/// # Errors
/// [`NoPrice`] when nothing prices an operation.
pub fn forecast(
    source: &str,
    steps: &[Step],
    models: &Models,
    prices: &PriceList,
    now: Timestamp,
) -> Result<Forecast, NoPrice> {
    let stage = steps.iter().map(|step| step.stage).min();
    let storyboard = steps.iter().filter(|step| step.stage == Stage::Script);
    let storyboard = storyboard.map(|step| Step { operation: Operation::Storyboard, ..step.clone() });
    let quoted = steps.iter().cloned().chain(storyboard).map(|step| {
        let quote = quote_step(&step, models, prices, now)?;
        Ok(QuotedStep { operation: step.operation, target: step.target, quote })
    });
    let unknown = stage.is_some_and(|stage| stage < Stage::Parts);
    let ceiling = if unknown { ceiling(source, models, prices, now)? } else { Credits::ZERO };
    let steps = quoted.collect::<Result<_, NoPrice>>()?;
    Ok(Forecast { steps, ceiling, images: models.engine(Operation::Image) })
}

/// A ceiling for everything behind the storyboard of a text, before there is one. It supposes the most shots,
/// lines and pictures that a text of this length and punctuation can come to, so the exact quote is below it.
///
/// # Errors
/// [`NoPrice`] when nothing prices an operation.
pub fn ceiling(
    source: &str,
    models: &Models,
    prices: &PriceList,
    now: Timestamp,
) -> Result<Credits, NoPrice> {
    let characters = source.chars().filter(|c| !c.is_whitespace()).count() as i64;
    let ends = source
        .chars()
        .filter(|c| matches!(c, '。' | '！' | '？' | '…' | '；' | '.' | '!' | '?' | ';' | '\n'));
    let lines = ends.count() as i64 + characters / 20 + 1;
    let pictures = lines + lines.min(40) + 2;
    let ms = characters * 350 + lines * 2000;
    let of = |operation: Operation, measure: Measure| {
        let model = models.of(operation);
        let mode = models.mode_of(operation);
        let price = prices.find(operation, model, mode, now).ok_or(NoPrice(operation))?;
        // Each of the jobs may round up by less than one credit.
        let rounded = Credits::new(if price.unit.divisor() > 1 { measure.runs } else { 0 });
        Ok(price.cost(price.unit.quantity(measure)) + rounded)
    };
    Ok(of(Operation::Voice, Measure { ms, characters, ..Measure::jobs(lines) })?
        + of(Operation::Image, Measure::jobs(pictures))?
        + of(Operation::Video, Measure { ms, ..Measure::jobs(lines) })?
        + of(Operation::Cut, Measure { ms, characters, ..Measure::ONE })?)
}
