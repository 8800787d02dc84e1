use super::{
    Result,
    table::{insert, parent},
    tx::MemoryTx,
};
use async_trait::async_trait;
use std::collections::BTreeSet;
use xinggen_domain::{
    DramaId,
    job::Operation,
    ports::Takes,
    provenance::Digest,
    take::{Take, Target},
};

pub(super) struct MemoryTakes<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Takes for MemoryTakes<'_> {
    async fn add(&mut self, take: Take) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.dramas, take.drama_id, "drama")?;
            parent(&tenant.assets, take.asset_id, "file")?;
            parent(&tenant.jobs, take.job_id, "job")?;
            if take.selected {
                for other in tenant.takes.values_mut() {
                    let rival = other.target == take.target && other.operation == take.operation;
                    other.selected &= !rival;
                }
            }
            insert(&mut tenant.takes, take.id, take, "take id")
        })
    }

    async fn selected_of(&mut self, targets: &[Target]) -> Result<Vec<Take>> {
        let targets: BTreeSet<&Target> = targets.iter().collect();
        self.0.read(|tenant| {
            let takes = tenant.takes.values();
            takes.filter(|take| take.selected && targets.contains(&take.target)).cloned().collect()
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
            let mut newest_first = tenant.takes.values().rev();
            newest_first.find(|take| (take.drama_id, take.operation, take.provenance.hash) == wanted).cloned()
        })
    }
}
