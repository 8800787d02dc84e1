//! [`VendorCalls`](xinggen_domain::ports::VendorCalls).

use super::{Kit, Outcome, StoreHarness, conflict, refused};
use crate::start;
use xinggen_domain::{
    JobId,
    error::VendorErrorClass,
    job::{Job, Operation},
    provenance::ModelRef,
    take::Target,
    vendor::{CallState, VendorCall},
};

fn call(kit: &Kit<'_>, job: JobId, number: u32) -> VendorCall {
    VendorCall {
        id: kit.build.id(),
        job_id: job,
        number,
        model: ModelRef::new("someone", "pictures-1"),
        state: CallState::Sent,
        class: None,
        created_at: start(),
        ended_at: None,
    }
}

async fn job(kit: &Kit<'_>) -> Outcome<JobId> {
    let drama = kit.drama().await?;
    let order = kit.build.order(&drama, Operation::Image, Target::Shot(kit.build.id()));
    let job = Job::new(kit.build.id(), order, false, start());
    let mut tx = kit.begin().await?;
    tx.jobs().add(job.clone(), &[]).await?;
    tx.commit().await?;
    Ok(job.id)
}

/// The calls of a job come back in their order, and how each ended.
pub async fn calls_of_a_job_come_back(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    let job = job(&kit).await?;
    let (mut first, second) = (call(&kit, job, 1), call(&kit, job, 2));
    let mut tx = kit.begin().await?;
    tx.vendor_calls().add(second.clone()).await?;
    tx.vendor_calls().add(first.clone()).await?;
    tx.commit().await?;
    first.state = CallState::Refused;
    first.class = Some(VendorErrorClass::RateLimit);
    first.ended_at = Some(start());
    let mut tx = kit.begin().await?;
    tx.vendor_calls().save(&first).await?;
    tx.commit().await?;
    assert_eq!(kit.read().await?.vendor_calls().of_job(job).await?, [first.clone(), second]);
    assert_eq!(other.read().await?.vendor_calls().of_job(job).await?, [], "a neighbour sees none");
    let mut tx = other.begin().await?;
    refused(tx.vendor_calls().save(&first).await, "a neighbour's call")?;
    Ok(())
}

/// A job has each number once, and a call needs its job.
pub async fn a_number_is_given_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let job = job(&kit).await?;
    let mut tx = kit.begin().await?;
    tx.vendor_calls().add(call(&kit, job, 1)).await?;
    conflict(tx.vendor_calls().add(call(&kit, job, 1)).await, "a taken number")?;
    kit.check_poisoned(tx).await?;
    let mut tx = kit.begin().await?;
    refused(tx.vendor_calls().add(call(&kit, kit.build.id(), 1)).await, "a call without its job")?;
    Ok(())
}
