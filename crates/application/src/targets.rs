//! What a target of an operation stands for in the store.

use xinggen_domain::{error::StoreError, operation::Target, ports::TenantTx};

/// Whether the tenant has what the target names.
pub(crate) async fn is_there(tx: &mut dyn TenantTx, target: Target) -> Result<bool, StoreError> {
    Ok(match target {
        Target::Episode(id) => tx.episodes().get(id).await?.is_some(),
        Target::Character(id) => tx.characters().get(id).await?.is_some(),
        Target::Scene(id) => tx.scenes().get(id).await?.is_some(),
        Target::Prop(id) => tx.props().get(id).await?.is_some(),
        Target::Shot(id) => tx.shots().get(id).await?.is_some(),
        Target::Line(id) => tx.shots().episode_of_line(id).await?.is_some(),
    })
}
