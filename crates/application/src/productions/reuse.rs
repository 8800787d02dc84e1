use super::Productions;
use xinggen_domain::{
    error::StoreError,
    ports::TenantTx,
    production::{EpisodeState, Step},
    take::{Take, Target},
};

impl Productions {
    /// Gives targets the takes that equal targets of the drama have or had: what was made from just the same
    /// inputs before is used again and costs nothing. True when there was any.
    pub(super) async fn reuse_takes(
        &self,
        tx: &mut dyn TenantTx,
        state: &EpisodeState,
        steps: &[Step],
    ) -> Result<bool, StoreError> {
        let mut any = false;
        for step in steps {
            let Some(inputs) = &step.inputs else { continue };
            if matches!(step.target, Target::Episode(_)) {
                continue;
            }
            let known = tx.takes().find_made_from(state.drama.id, step.operation, inputs.hash).await?;
            let Some(known) = known else { continue };
            let take = Take {
                id: self.ports.ids.id(),
                target: step.target,
                selected: true,
                created_at: self.ports.clock.now(),
                ..known
            };
            tx.takes().add(take).await?;
            any = true;
        }
        Ok(any)
    }
}
