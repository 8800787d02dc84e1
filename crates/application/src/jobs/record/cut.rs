use crate::jobs::work::MadeCut;
use xinggen_domain::{error::StoreError, ports::TenantTx};

pub(super) async fn record_cut(tx: &mut dyn TenantTx, made: MadeCut) -> Result<(), StoreError> {
    for asset in made.assets {
        tx.assets().add(asset).await?;
    }
    tx.cuts().add(made.cut).await
}
