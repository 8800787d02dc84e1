use crate::{Ports, jobs::work::MadeTake};
use xinggen_domain::{error::StoreError, job::Job, ports::TenantTx, take::Take};

pub(super) async fn record_takes(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    job: &Job,
    takes: Vec<MadeTake>,
) -> Result<(), StoreError> {
    for MadeTake { target, asset, provenance, marks } in takes {
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
