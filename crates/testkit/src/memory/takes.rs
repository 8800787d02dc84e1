use super::{
    Result,
    table::{insert, parent},
    tenant::TenantData,
    tx::MemoryTx,
};
use async_trait::async_trait;
use std::collections::BTreeSet;
use xinggen_domain::{
    DramaId, TakeId,
    job::Operation,
    ports::Takes,
    provenance::Digest,
    take::{Take, Target},
};

pub(super) struct MemoryTakes<'a>(pub(super) &'a mut MemoryTx);

/// The takes that can be found.
fn shown(tenant: &TenantData) -> impl DoubleEndedIterator<Item = &Take> {
    tenant.takes.values().filter(|take| tenant.shows(take.drama_id))
}

/// Leaves a target and an operation without a selected take.
fn deselect(tenant: &mut TenantData, target: Target, operation: Operation) {
    for other in tenant.takes.values_mut() {
        other.selected &= (other.target, other.operation) != (target, operation);
    }
}

#[async_trait]
impl Takes for MemoryTakes<'_> {
    async fn add(&mut self, take: Take) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.dramas, take.drama_id, "drama")?;
            parent(&tenant.assets, take.asset_id, "file")?;
            parent(&tenant.jobs, take.job_id, "job")?;
            if take.selected {
                deselect(tenant, take.target, take.operation);
            }
            insert(&mut tenant.takes, take.id, take, "take id")
        })
    }

    async fn get(&mut self, id: TakeId) -> Result<Option<Take>> {
        self.0.read(|tenant| tenant.takes.get(&id).filter(|take| tenant.shows(take.drama_id)).cloned())
    }

    async fn of_target(&mut self, target: Target) -> Result<Vec<Take>> {
        self.0.read(|tenant| shown(tenant).rev().filter(|take| take.target == target).cloned().collect())
    }

    async fn select(&mut self, id: TakeId) -> Result<bool> {
        let Some(take) = self.get(id).await? else {
            return Ok(false);
        };
        self.0.write(|tenant| {
            deselect(tenant, take.target, take.operation);
            tenant.takes.insert(id, Take { selected: true, ..take });
            Ok(true)
        })
    }

    async fn selected_of(&mut self, targets: &[Target]) -> Result<Vec<Take>> {
        let targets: BTreeSet<&Target> = targets.iter().collect();
        self.0.read(|tenant| {
            shown(tenant).filter(|take| take.selected && targets.contains(&take.target)).cloned().collect()
        })
    }

    async fn find_made_from(
        &mut self,
        drama: DramaId,
        operation: Operation,
        inputs: Digest,
    ) -> Result<Option<Take>> {
        let wanted = (drama, operation, inputs);
        self.0.read(|tenant| {
            let mut newest_first = shown(tenant).rev();
            newest_first.find(|take| (take.drama_id, take.operation, take.provenance.hash) == wanted).cloned()
        })
    }
}
