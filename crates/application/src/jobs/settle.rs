use super::describe::describe;
use crate::Ports;
use xinggen_domain::{
    error::StoreError,
    job::Job,
    ledger::{ChargeRule, CreditLedger, Settlement},
    ports::TenantTx,
    pricing::{PriceList, PriceUnit},
};

/// What a job delivered, in every counting that a price can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Delivered {
    pub(crate) characters: i64,
    pub(crate) ms: i64,
}

impl Delivered {
    pub(crate) fn nothing_counted() -> Self {
        Self { characters: 0, ms: 0 }
    }

    pub(crate) fn ms(ms: u32) -> Self {
        Self { characters: 0, ms: i64::from(ms) }
    }

    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { characters: self.characters + other.characters, ms: self.ms + other.ms }
    }

    fn quantity(self, unit: PriceUnit) -> i64 {
        match unit {
            PriceUnit::Run | PriceUnit::Image => 1,
            PriceUnit::Second => self.ms,
            PriceUnit::ThousandCharacters => self.characters,
        }
    }
}

/// Settles the hold of a job that ends, if it has one: by what it delivered, or for nothing.
pub(crate) async fn close_hold(
    tx: &mut dyn TenantTx,
    ledger: &mut CreditLedger,
    prices: &PriceList,
    job: &Job,
    delivered: Option<Delivered>,
    ports: &Ports,
) -> Result<(), StoreError> {
    let Some(hold) = tx.credits().hold_of(job.id).await? else {
        return Ok(());
    };
    let price = prices
        .get(hold.price_id)
        .ok_or_else(|| StoreError::Corrupt(format!("hold {} has no price row", hold.id)))?;
    let description = match delivered {
        Some(_) => describe(tx, job).await?,
        None => String::new(),
    };
    let settlement = Settlement {
        price,
        rule: if delivered.is_some() { ChargeRule::Delivered } else { ChargeRule::Nothing },
        delivered: delivered.map_or(0, |delivered| delivered.quantity(price.unit)),
        kind: job.operation.transaction_kind(),
        description,
    };
    ledger.settle(hold, settlement, ports.clock.now(), &*ports.ids);
    Ok(())
}
