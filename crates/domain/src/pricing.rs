//! Prices: rows that are never changed; a change is a new row that is valid from later on.

mod change;
mod measure;

pub use crate::engine::ChargeMode;
pub use change::{MOST_PRICE, PriceFault};
pub use measure::{Measure, PriceUnit};

use crate::{Credits, PriceId, engine::ModelRef, operation::Operation, time::Timestamp};

/// One row of the price list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Its id.
    pub id: PriceId,
    /// What it prices.
    pub operation: Operation,
    /// For one vendor only; none for all.
    pub vendor: Option<String>,
    /// For one model of that vendor only; none for all.
    pub model: Option<String>,
    /// Whose key.
    pub mode: ChargeMode,
    /// What is counted.
    pub unit: PriceUnit,
    /// Credits per unit, not negative.
    pub amount: Credits,
    /// From when on.
    pub valid_from: Timestamp,
}

/// How much one job would cost, and how that follows from a price row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobQuote {
    /// The row.
    pub price_id: PriceId,
    /// How much is counted, in the unit's own counting (runs, images, milliseconds, characters).
    pub quantity: i64,
    /// Price × quantity, rounded up once.
    pub amount: Credits,
}

impl Price {
    /// The cost of a quantity, in the unit's own counting: rounded up once; nothing for a negative quantity.
    #[must_use]
    pub fn cost(&self, quantity: i64) -> Credits {
        let exact = i128::from(self.amount.get().max(0)) * i128::from(quantity.max(0));
        let divisor = i128::from(self.unit.divisor());
        let up = (exact + divisor - 1) / divisor;
        Credits::new(i64::try_from(up).unwrap_or(i64::MAX))
    }

    /// The quote for a quantity.
    #[must_use]
    pub fn quote(&self, quantity: i64) -> JobQuote {
        JobQuote { price_id: self.id, quantity, amount: self.cost(quantity) }
    }

    fn covers(&self, operation: Operation, model: &ModelRef, mode: ChargeMode, now: Timestamp) -> bool {
        self.operation == operation
            && self.mode == mode
            && self.valid_from <= now
            && self.vendor.as_ref().is_none_or(|vendor| *vendor == model.vendor)
            && self.model.as_ref().is_none_or(|name| *name == model.model)
    }

    fn rank(&self) -> (bool, bool, Timestamp, PriceId) {
        (self.model.is_some(), self.vendor.is_some(), self.valid_from, self.id)
    }
}

/// The price list.
#[derive(Debug, Clone, Default)]
pub struct PriceList(pub Vec<Price>);

impl PriceList {
    /// The row that prices an operation by a model now: the most specific one, of those the newest.
    #[must_use]
    pub fn find(
        &self,
        operation: Operation,
        model: &ModelRef,
        mode: ChargeMode,
        now: Timestamp,
    ) -> Option<&Price> {
        self.0.iter().filter(|row| row.covers(operation, model, mode, now)).max_by_key(|row| row.rank())
    }

    /// The rows that price something now: begun, and not replaced by a newer one for just the same.
    #[must_use]
    pub fn in_force(&self, now: Timestamp) -> Vec<&Price> {
        let begun = || self.0.iter().filter(|row| row.valid_from <= now);
        let replaced = |old: &Price| {
            begun().any(|row| {
                (row.operation, row.mode, &row.vendor, &row.model)
                    == (old.operation, old.mode, &old.vendor, &old.model)
                    && row.rank() > old.rank()
            })
        };
        begun().filter(|row| !replaced(row)).collect()
    }

    /// A row by its id.
    #[must_use]
    pub fn get(&self, id: PriceId) -> Option<&Price> {
        self.0.iter().find(|row| row.id == id)
    }
}

/// The prices that a new installation begins with: operation, unit, credits. On a user's own key nothing costs anything
/// at first.
pub const SEED_PRICES: &[(Operation, PriceUnit, i64)] = &[
    (Operation::Script, PriceUnit::Run, 5),
    (Operation::Storyboard, PriceUnit::Run, 10),
    (Operation::Image, PriceUnit::Image, 5),
    (Operation::Voice, PriceUnit::ThousandCharacters, 10),
    (Operation::Video, PriceUnit::Second, 2),
    (Operation::Cut, PriceUnit::Run, 5),
];
