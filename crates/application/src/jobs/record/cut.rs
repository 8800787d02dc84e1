use super::in_trash;
use crate::jobs::{errors::RecordError, gone::Gone, work::MadeCut};
use xinggen_domain::{job::Job, ports::TenantTx};

pub(super) async fn record_cut(tx: &mut dyn TenantTx, job: &Job, made: MadeCut) -> Result<(), RecordError> {
    if tx.episodes().get(made.cut.episode_id).await?.is_none() && !in_trash(tx, job).await? {
        return Err(Gone::Episode.into());
    }
    for asset in made.assets {
        tx.assets().add(asset).await?;
    }
    Ok(tx.cuts().add(made.cut).await?)
}
