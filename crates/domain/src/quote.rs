//! Quotes: what something would cost, kept for a while so that it can be ordered for just that.

use crate::{
    Credits, EpisodeId, QuoteId,
    operation::{Operation, Target},
    production::{Forecast, ProductionQuote},
    time::Timestamp,
};
use chrono::Duration;

/// How many minutes a quote holds.
pub const QUOTE_MINUTES: i64 = 10;

/// For how many hours it is known after that that there was one.
pub const QUOTE_KEPT_HOURS: i64 = 24;

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuotedOrder {
    /// A production of the episode.
    Production {
        /// Whether subtitles stand in the picture.
        burn_subtitles: bool,
    },
    /// One thing.
    Single {
        /// What to do.
        operation: Operation,
        /// On what.
        target: Target,
    },
}

/// What something would have cost when it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its id.
    pub id: QuoteId,
    /// The episode that it is about.
    pub episode_id: EpisodeId,
    /// What was asked for.
    pub order: QuotedOrder,
    /// Price rows and quantities of what is known, and a ceiling for the rest; a ceiling of 0 makes it exact.
    pub forecast: Forecast,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it holds.
    pub expires_at: Timestamp,
}

/// Why something cannot be had for what it was quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuoteFault {
    /// There is no such quote.
    #[error("there is no such quote")]
    Unknown,
    /// It was made for something else.
    #[error("the quote was made for something else")]
    ForOther,
    /// Its time is over.
    #[error("the quote is over")]
    Expired,
    /// A price, or what is to be made, has changed since.
    #[error("it would cost something else now")]
    Changed,
}

impl Quote {
    /// A new quote, from now on.
    #[must_use]
    pub fn new(
        id: QuoteId,
        episode_id: EpisodeId,
        order: QuotedOrder,
        forecast: Forecast,
        now: Timestamp,
    ) -> Self {
        let expires_at = now + Duration::minutes(QUOTE_MINUTES);
        Self { id, episode_id, order, forecast, created_at: now, expires_at }
    }

    /// What it comes to.
    #[must_use]
    pub fn amount(&self) -> ProductionQuote {
        self.forecast.quote()
    }

    /// Whether this can be had now for what was quoted.
    ///
    /// # Errors
    /// [`QuoteFault::ForOther`], [`QuoteFault::Expired`], or [`QuoteFault::Changed`] when it would be made from other
    /// price rows, in other quantities or by another vendor, model or configuration now.
    pub fn check(&self, order: QuotedOrder, forecast: &Forecast, now: Timestamp) -> Result<(), QuoteFault> {
        if self.order != order {
            return Err(QuoteFault::ForOther);
        }
        if now >= self.expires_at {
            return Err(QuoteFault::Expired);
        }
        let same =
            counted(&self.forecast) == counted(forecast) && self.forecast.drawn_by() == forecast.drawn_by();
        if !same {
            return Err(QuoteFault::Changed);
        }
        Ok(())
    }
}

/// What decides the price, whatever the ids of what is to be made are: shots that are still to be divided get new ones.
fn counted(forecast: &Forecast) -> (Vec<(Operation, crate::PriceId, i64)>, Credits) {
    let steps = forecast.steps.iter().map(|step| (step.operation, step.quote.price_id, step.quote.quantity));
    let mut steps: Vec<_> = steps.collect();
    steps.sort_unstable();
    (steps, forecast.ceiling)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Id,
        engine::{ChargeMode, Engine, ModelRef},
        pricing::JobQuote,
        production::QuotedStep,
    };
    use uuid::Uuid;

    fn id<T: Id>(number: u128) -> T {
        T::from_uuid(Uuid::from_u128(number))
    }

    fn step(target: u128, price: u128, quantity: i64) -> QuotedStep {
        let quote = JobQuote { price_id: id(price), quantity, amount: Credits::new(quantity * 5) };
        QuotedStep { operation: Operation::Image, target: Target::Shot(id(target)), quote }
    }

    fn forecast(steps: &[QuotedStep], ceiling: i64) -> Forecast {
        let images = Engine::built_in(ModelRef::new("animatic", "frames-1"));
        Forecast { steps: steps.to_vec(), ceiling: Credits::new(ceiling), images }
    }

    const WHOLE: QuotedOrder = QuotedOrder::Production { burn_subtitles: true };

    #[test]
    fn it_holds_for_what_it_was_made_for_until_its_time_is_over() {
        let now: Timestamp = "2026-11-22T00:00:00Z".parse().expect("a time");
        let then = forecast(&[step(1, 1, 1), step(2, 1, 2)], 0);
        let quote = Quote::new(id(1), id(2), WHOLE, then.clone(), now);
        assert_eq!(quote.amount().exact, Credits::new(15));
        let end = now + Duration::minutes(10);
        assert_eq!(quote.check(WHOLE, &then, end - Duration::microseconds(1)), Ok(()));
        assert_eq!(quote.check(WHOLE, &then, end), Err(QuoteFault::Expired));
        let other = QuotedOrder::Production { burn_subtitles: false };
        assert_eq!(quote.check(other, &then, end), Err(QuoteFault::ForOther));
    }

    #[test]
    fn another_price_row_quantity_or_ceiling_is_a_change_and_another_order_or_id_is_none() {
        let now: Timestamp = "2026-11-22T00:00:00Z".parse().expect("a time");
        let quote = Quote::new(id(1), id(2), WHOLE, forecast(&[step(1, 1, 1), step(2, 1, 2)], 7), now);
        assert_eq!(quote.check(WHOLE, &forecast(&[step(9, 1, 2), step(8, 1, 1)], 7), now), Ok(()));
        let changed = [
            forecast(&[step(1, 1, 1), step(2, 2, 2)], 7),
            forecast(&[step(1, 1, 1), step(2, 1, 3)], 7),
            forecast(&[step(1, 1, 1)], 7),
            forecast(&[step(1, 1, 1), step(2, 1, 2)], 8),
        ];
        for forecast in changed {
            assert_eq!(quote.check(WHOLE, &forecast, now), Err(QuoteFault::Changed), "{forecast:?}");
        }
    }

    #[test]
    fn another_engine_is_a_change_where_there_are_pictures() {
        let now: Timestamp = "2026-11-22T00:00:00Z".parse().expect("a time");
        let by = |forecast: Forecast, config| {
            let model = ModelRef::new("someone", "pictures-1");
            Forecast {
                images: Engine { model, mode: ChargeMode::Byok, config: Some(id(config)) },
                ..forecast
            }
        };
        let spoken = QuotedStep { operation: Operation::Voice, ..step(1, 1, 1) };
        for (then, draws) in [
            (forecast(&[step(1, 1, 1)], 0), true),
            (forecast(&[spoken], 7), true),
            (forecast(&[spoken], 0), false),
        ] {
            let quote = Quote::new(id(1), id(2), WHOLE, by(then.clone(), 1), now);
            assert_eq!(quote.check(WHOLE, &by(then.clone(), 1), now), Ok(()));
            for other in [by(then.clone(), 2), then] {
                assert_eq!(quote.check(WHOLE, &other, now).is_err(), draws, "{other:?}");
            }
        }
    }
}
