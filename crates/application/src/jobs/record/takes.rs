use super::in_trash;
use crate::{
    Ports,
    jobs::{errors::RecordError, gone::Gone, work::MadeTake},
    targets::is_there,
};
use xinggen_domain::{
    error::StoreError,
    job::Job,
    ports::TenantTx,
    take::{Take, Target},
};

/// Files become takes of their targets, and the selected ones.
///
/// # Errors
/// [`RecordError::Gone`] when the target of the job was deleted, [`StoreError::Stale`] when a line of its shot was: the
/// lines that are there now can be spoken.
pub(super) async fn record_takes(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    job: &Job,
    takes: Vec<MadeTake>,
) -> Result<(), RecordError> {
    lock_storyboard(tx, job).await?;
    for MadeTake { target, asset, provenance, marks } in takes {
        check_is_there(tx, job, target).await?;
        let take = Take {
            id: ports.ids.id(),
            drama_id: job.drama_id,
            operation: job.operation,
            target,
            asset_id: asset.id,
            provenance,
            marks,
            selected: true,
            job_id: job.id,
            created_at: ports.clock.now(),
        };
        tx.assets().add(asset).await?;
        tx.takes().add(take).await?;
    }
    Ok(())
}

/// Shots and lines are edited under the lock of their episode: none is deleted between the look at it and the commit.
async fn lock_storyboard(tx: &mut dyn TenantTx, job: &Job) -> Result<(), StoreError> {
    if let (Some(episode), Target::Shot(_) | Target::Line(_)) = (job.episode_id, job.target) {
        tx.episodes().lock(episode).await?;
    }
    Ok(())
}

/// A take does not refer to its target by a foreign key: the database alone would take it for one that is gone.
async fn check_is_there(tx: &mut dyn TenantTx, job: &Job, target: Target) -> Result<(), RecordError> {
    if is_there(tx, target).await? || in_trash(tx, job).await? {
        return Ok(());
    }
    if target != job.target && is_there(tx, job.target).await? {
        return Err(StoreError::Stale("the lines of the shot").into());
    }
    Err(Gone::target(job.target).into())
}
