use super::describe::describe;
use crate::{Ports, wording};
use xinggen_domain::{
    Credits,
    error::{StoreError, VendorErrorClass},
    job::{Job, JobError, JobState},
    ledger::{ChargeRule, CreditLedger, Description, Settlement},
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

/// Settles the hold of a job that ends, if it has one: by what it delivered, or for nothing. Returns what it gave
/// back.
pub(crate) async fn close_hold(
    tx: &mut dyn TenantTx,
    ledger: &mut CreditLedger,
    prices: &PriceList,
    job: &Job,
    delivered: Option<Delivered>,
    ports: &Ports,
) -> Result<Credits, StoreError> {
    let Some(hold) = tx.credits().hold_of(job.id).await? else {
        return Ok(Credits::ZERO);
    };
    let held = hold.amount;
    let price = prices
        .get(hold.price_id)
        .ok_or_else(|| StoreError::Corrupt(format!("hold {} has no price row", hold.id)))?;
    let description = match delivered {
        Some(_) => describe(tx, job).await?,
        None => Description::Plain,
    };
    let settlement = Settlement {
        price,
        rule: if delivered.is_some() { ChargeRule::Delivered } else { ChargeRule::Nothing },
        delivered: delivered.map_or(0, |delivered| delivered.quantity(price.unit)),
        kind: job.operation.transaction_kind(),
        description,
    };
    let charged = ledger.settle(hold, settlement, ports.clock.now(), &*ports.ids);
    Ok(held - charged)
}

/// Ends a job that has not started, or has stopped, without a charge. Returns what its hold gave back.
pub(crate) async fn call_off(
    tx: &mut dyn TenantTx,
    ledger: &mut CreditLedger,
    prices: &PriceList,
    mut job: Job,
    why: Option<JobError>,
    ports: &Ports,
) -> Result<Credits, StoreError> {
    let released = close_hold(tx, ledger, prices, &job, None, ports).await?;
    job.finish(JobState::Cancelled, why, ports.clock.now());
    tx.jobs().save(&job).await?;
    Ok(released)
}

/// Calls off the jobs that wait for one that will not be done. Returns what the holds of those of its own
/// production gave back.
pub(crate) async fn call_off_dependents(
    tx: &mut dyn TenantTx,
    ledger: &mut CreditLedger,
    prices: &PriceList,
    job: &Job,
    ports: &Ports,
) -> Result<Credits, StoreError> {
    let mut released = Credits::ZERO;
    let dependents = tx.jobs().lock_dependents(job.id).await?;
    for dependent in dependents {
        let of_same = dependent.production_id == job.production_id;
        let why = wording::PREREQUISITE_FAILED.to_owned();
        let why = JobError { class: VendorErrorClass::Invalid, message: why };
        let back = call_off(tx, ledger, prices, dependent, Some(why), ports).await?;
        if of_same {
            released += back;
        }
    }
    Ok(released)
}
