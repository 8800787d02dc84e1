use super::{Price, PriceList, PriceUnit};
use crate::{operation::Operation, time::Timestamp};

/// The highest price of a unit, in credits.
pub const MOST_PRICE: i64 = 1_000_000;

/// Why a row cannot be added to the price list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PriceFault {
    /// It would be valid from a moment that is over: what was quoted then could not be explained any more.
    #[error("a price begins now or later")]
    Past,
    /// It is below nothing or beyond bounds.
    #[error("a price is 0 to {MOST_PRICE} credits")]
    Amount,
    /// The operation is not counted in this unit: everything would cost nothing.
    #[error("the operation is not counted in this unit")]
    Unit,
    /// It names a model and not whose it is.
    #[error("a model is one of a vendor")]
    Vendor,
}

impl Operation {
    /// The units in which what is planned and what is delivered are both counted.
    #[must_use]
    pub const fn price_units(self) -> &'static [PriceUnit] {
        match self {
            Self::Script | Self::Storyboard | Self::Cut => &[PriceUnit::Run],
            Self::Image => &[PriceUnit::Run, PriceUnit::Image],
            Self::Voice => &[PriceUnit::Run, PriceUnit::ThousandCharacters],
            Self::Video => &[PriceUnit::Run, PriceUnit::Second],
        }
    }
}

impl Price {
    /// Why this row cannot be added to a price list now: each reason. Empty when it can.
    #[must_use]
    pub fn faults(&self, now: Timestamp) -> Vec<PriceFault> {
        let amount = (0..=MOST_PRICE).contains(&self.amount.get());
        let faults = [
            (PriceFault::Past, self.valid_from < now),
            (PriceFault::Amount, !amount),
            (PriceFault::Unit, !self.operation.price_units().contains(&self.unit)),
            (PriceFault::Vendor, self.model.is_some() && self.vendor.is_none()),
        ];
        faults.into_iter().filter(|(_, is_so)| *is_so).map(|(fault, _)| fault).collect()
    }
}

impl PriceList {
    /// Every row, by what it prices and the latest first.
    #[must_use]
    pub fn history(self) -> Vec<Price> {
        let mut rows = self.0;
        rows.sort_by(|one, other| {
            let what = |row: &Price| (row.operation, row.mode, row.vendor.clone(), row.model.clone());
            let when = |row: &Price| (row.valid_from, row.id);
            what(one).cmp(&what(other)).then(when(other).cmp(&when(one)))
        });
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Credits, Id, engine::ChargeMode};
    use uuid::Uuid;

    fn price() -> Price {
        Price {
            id: Id::from_uuid(Uuid::nil()),
            operation: Operation::Image,
            vendor: None,
            model: None,
            mode: ChargeMode::Platform,
            unit: PriceUnit::Image,
            amount: Credits::new(7),
            valid_from: "2026-11-22T00:00:00Z".parse().expect("a time"),
        }
    }

    #[test]
    fn a_new_price_changes_nothing_that_is_over() {
        let (row, tick) = (price(), chrono::Duration::microseconds(1));
        assert_eq!(row.faults(row.valid_from), [], "from now on");
        assert_eq!(row.faults(row.valid_from - tick), [], "later");
        assert_eq!(row.faults(row.valid_from + tick), [PriceFault::Past]);
    }

    #[test]
    fn amounts_units_and_models_must_make_sense() {
        let now = price().valid_from;
        let check = |row: Price| row.faults(now);
        let amount = |amount| Price { amount: Credits::new(amount), ..price() };
        assert_eq!(check(amount(-1)), [PriceFault::Amount]);
        assert_eq!(check(amount(MOST_PRICE + 1)), [PriceFault::Amount]);
        assert_eq!((check(amount(0)), check(amount(MOST_PRICE))), (vec![], vec![]));
        assert_eq!(check(Price { unit: PriceUnit::Second, ..price() }), [PriceFault::Unit]);
        assert_eq!(check(Price { model: Some("m".to_owned()), ..price() }), [PriceFault::Vendor]);
        let all = Price { unit: PriceUnit::Second, model: Some("m".to_owned()), ..amount(-1) };
        let faults = [PriceFault::Amount, PriceFault::Unit, PriceFault::Vendor];
        assert_eq!(check(all), faults, "each is told");
        let of_vendor = Price { model: Some("m".to_owned()), vendor: Some("v".to_owned()), ..price() };
        assert_eq!(check(of_vendor), []);
        for (operation, unit, _) in crate::pricing::SEED_PRICES {
            assert!(operation.price_units().contains(unit), "{operation} by {unit}");
        }
    }
}
