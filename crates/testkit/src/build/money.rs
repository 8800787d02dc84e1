use super::Build;
use crate::clock::start;
use xinggen_domain::{
    Credits,
    job::Operation,
    ledger::{Description, Grant, LotSource, TransactionKind},
    pricing::{ChargeMode, Price, PriceList, PriceUnit, SEED_PRICES},
};

impl Build {
    /// A price for every vendor, valid from the start.
    #[must_use]
    pub fn price(&self, operation: Operation, unit: PriceUnit, amount: i64) -> Price {
        Price {
            id: self.id(),
            operation,
            vendor: None,
            model: None,
            mode: ChargeMode::Platform,
            unit,
            amount: Credits::new(amount),
            valid_from: start(),
        }
    }

    /// The price list of a new installation.
    #[must_use]
    pub fn prices(&self) -> PriceList {
        let rows = SEED_PRICES.iter();
        PriceList(rows.map(|&(operation, unit, amount)| self.price(operation, unit, amount)).collect())
    }

    /// A purchase that never expires.
    #[must_use]
    pub fn grant(&self, amount: i64) -> Grant {
        Grant {
            source: LotSource::Recharge,
            kind: TransactionKind::Recharge,
            amount: Credits::new(amount),
            expires_at: None,
            description: Description::Plain,
            actor_id: None,
        }
    }
}
