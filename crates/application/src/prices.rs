//! The price list: rows that are never changed. A change is a new row.

use crate::{Actor, CreditBooks, Invalid, credits::REASON, invalid::Checks, noted::entry};
use xinggen_domain::{
    Credits,
    audit::AuditAct,
    error::StoreError,
    job::Operation,
    limits::{NAME, Problem},
    pricing::{ChargeMode, MOST_PRICE, Price, PriceFault, PriceUnit},
    time::Timestamp,
};

/// A row to be added to the price list.
#[derive(Debug, Clone)]
pub struct NewPrice {
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
    /// Credits per unit.
    pub amount: Credits,
    /// From when on; none for now.
    pub valid_from: Option<Timestamp>,
    /// Why, at most 200 characters; may be empty.
    pub reason: String,
}

/// Why no price was added; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AddPriceError {
    /// Only an admin may.
    #[error("only an admin may add prices")]
    Forbidden,
    /// Such a row cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CreditBooks {
    /// The prices in force now, by operation.
    ///
    /// # Errors
    /// The database failed.
    pub async fn prices(&self) -> Result<Vec<Price>, StoreError> {
        let list = self.ports.prices.list().await?;
        let mut prices: Vec<Price> = list.in_force(self.ports.clock.now()).into_iter().cloned().collect();
        prices.sort_by_key(|price| (price.operation, price.mode, price.id));
        Ok(prices)
    }

    /// Every price that is, was or will be, by what it prices and the latest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn price_history(&self) -> Result<Vec<Price>, StoreError> {
        Ok(self.ports.prices.list().await?.history())
    }

    /// Adds a price from now or from a later moment on, and notes it in the platform's audit log, in one transaction.
    /// What is held goes on being charged by the row it was quoted from.
    ///
    /// # Errors
    /// See [`AddPriceError`].
    pub async fn add_price(&self, actor: Actor, new: NewPrice) -> Result<Price, AddPriceError> {
        if !actor.is_admin() {
            return Err(AddPriceError::Forbidden);
        }
        let now = self.ports.clock.now();
        let mut checks = Checks::default();
        let mut name = |field, text: Option<String>| text.map(|text| checks.text(field, NAME, &text));
        let price = Price {
            id: self.ports.ids.id(),
            operation: new.operation,
            vendor: name("vendor", new.vendor),
            model: name("model", new.model),
            mode: new.mode,
            unit: new.unit,
            amount: new.amount,
            valid_from: new.valid_from.map_or(now, xinggen_domain::time::whole_micros),
        };
        for fault in price.faults(now) {
            let (field, problem) = of_fault(fault);
            checks.refuse(field, problem);
        }
        let reason = match new.reason.trim() {
            "" => String::new(),
            reason => checks.text("reason", REASON, reason),
        };
        checks.done()?;
        let noted = entry(&self.ports, Some(actor), AuditAct::PriceAdded, price.id.to_string(), reason);
        self.ports.prices.add(vec![price.clone()], Some(noted)).await?;
        tracing::info!(user.id = %actor.user_id, price.id = %price.id, operation = %price.operation, "price added");
        Ok(price)
    }
}

fn of_fault(fault: PriceFault) -> (&'static str, Problem) {
    match fault {
        PriceFault::Past => ("valid_from", Problem::Past),
        PriceFault::Amount => {
            ("amount", Problem::Range { least: 0, most: u32::try_from(MOST_PRICE).unwrap_or(u32::MAX) })
        }
        PriceFault::Unit => ("unit", Problem::Unfit),
        PriceFault::Vendor => ("vendor", Problem::Missing),
    }
}
