//! How an episode stands: after measuring, after taking over equal older takes, and what is still to be made.
//! Worked out in memory, so that asking for a price writes nothing.

use super::Quotes;
use crate::load_episode;
use xinggen_domain::{
    EpisodeId,
    asset::Asset,
    error::StoreError,
    ports::TenantTx,
    production::{CutOptions, EpisodeState, Models, Step, plan},
    take::{Take, Target},
};

/// An episode as it stands once what costs nothing is done.
pub(crate) struct Standing {
    /// The episode.
    pub(crate) state: EpisodeState,
    /// What is missing or stale.
    pub(crate) steps: Vec<Step>,
    measured: bool,
    adopted: Vec<Take>,
}

impl Standing {
    /// Writes what costs nothing: measured durations, and takes that were taken over. Whoever writes has locked the
    /// episode before it was loaded.
    pub(crate) async fn write(&self, tx: &mut dyn TenantTx) -> Result<(), StoreError> {
        if self.measured {
            tx.shots().replace(self.state.episode.id, self.state.shots.clone()).await?;
        }
        for take in &self.adopted {
            tx.takes().add(take.clone()).await?;
        }
        Ok(())
    }
}

impl Quotes {
    /// How an episode stands; none when there is no such episode.
    pub(crate) async fn standing(
        &self,
        tx: &mut dyn TenantTx,
        episode: EpisodeId,
        options: CutOptions,
        models: &Models,
    ) -> Result<Option<Standing>, StoreError> {
        let Some(mut state) = load_episode(tx, episode).await? else {
            return Ok(None);
        };
        let speech = self.ports.vendors.speech.model();
        let (mut measured, mut adopted) = (false, Vec::new());
        loop {
            measured |= state.measure_shots(&speech, || self.ports.ids.id());
            let steps = plan(&state, models, options);
            let known = self.known_takes(tx, &state, &steps).await?;
            if known.is_empty() {
                return Ok(Some(Standing { state, steps, measured, adopted }));
            }
            for (take, asset) in known {
                state.takes.retain(|old| (old.operation, old.target) != (take.operation, take.target));
                state.takes.push(take.clone());
                state.assets.push(asset);
                adopted.push(take);
            }
        }
    }

    /// Takes of the drama that were made from just what these steps need: used again, they cost nothing.
    async fn known_takes(
        &self,
        tx: &mut dyn TenantTx,
        state: &EpisodeState,
        steps: &[Step],
    ) -> Result<Vec<(Take, Asset)>, StoreError> {
        let mut found = Vec::new();
        for step in steps {
            let Some(inputs) = &step.inputs else { continue };
            if matches!(step.target, Target::Episode(_)) {
                continue;
            }
            let known = tx.takes().find_made_from(state.drama.id, step.operation, inputs.hash).await?;
            let Some(known) = known else { continue };
            let Some(asset) = tx.assets().get(known.asset_id).await? else { continue };
            let take = Take {
                id: self.ports.ids.id(),
                target: step.target,
                selected: true,
                created_at: self.ports.clock.now(),
                ..known
            };
            found.push((take, asset));
        }
        Ok(found)
    }
}
