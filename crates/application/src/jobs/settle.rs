use super::describe::describe;
use crate::{Ports, wording};
use xinggen_domain::{
    Credits,
    error::{StoreError, VendorErrorClass},
    job::{Job, JobError, JobState},
    ledger::{CreditLedger, Settlement},
    ports::TenantTx,
    pricing::{Measure, PriceList},
};

/// Settles the hold of a job that ends, if it has one: by what it delivered, or for nothing. Returns what it gave
/// back.
pub(crate) async fn close_hold(
    tx: &mut dyn TenantTx,
    ledger: &mut CreditLedger,
    prices: &PriceList,
    job: &Job,
    delivered: Option<Measure>,
    ports: &Ports,
) -> Result<Credits, StoreError> {
    let Some(hold) = tx.credits().hold_of(job.id).await? else {
        return Ok(Credits::ZERO);
    };
    let held = hold.amount;
    let price = prices
        .get(hold.price_id)
        .ok_or_else(|| StoreError::Corrupt(format!("hold {} has no price row", hold.id)))?;
    let kind = job.operation.transaction_kind();
    let settlement = match delivered {
        Some(measure) => Settlement::of_delivered(price, measure, kind, describe(tx, job).await?),
        None => Settlement::of_nothing(price, kind),
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
