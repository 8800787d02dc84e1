//! What an order of one thing comes to: the step, what it needs, and what else makes some of the same.

use super::{GenerationOrder, Quotes};
use crate::{load_episode, state::load_part};
use xinggen_domain::{
    Credits, DramaId, EpisodeId,
    error::StoreError,
    job::Operation,
    ports::TenantTx,
    production::{EpisodeState, Missing, Models, Single, Step, single, single_picture},
    shot::Shot,
    take::Target,
};

/// What an order comes to, as one transaction sees it.
pub(crate) struct Sized {
    pub(crate) drama: DramaId,
    /// How much may be spent on that drama.
    pub(crate) cap: Option<Credits>,
    pub(crate) episode: Option<EpisodeId>,
    pub(crate) step: Step,
    pub(crate) missing: Vec<Missing>,
    /// The episode's shots as they were measured for it, where that changes them.
    pub(crate) measured: Option<Vec<Shot>>,
    /// What makes some of the same: the lines of a shot that is to be spoken, the shot of a line.
    pub(crate) overlaps: Vec<Target>,
}

impl Quotes {
    /// What an order comes to; none when the actor has no such target, or the operation makes nothing for it.
    pub(crate) async fn size_up(
        &self,
        tx: &mut dyn TenantTx,
        order: GenerationOrder,
        models: &Models,
    ) -> Result<Option<Sized>, StoreError> {
        let episode = match order.target {
            Target::Character(_) | Target::Scene(_) | Target::Prop(_) => {
                return size_picture(tx, order, models).await;
            }
            Target::Episode(id) => Some(id),
            Target::Shot(id) => tx.shots().get(id).await?.map(|shot| shot.episode_id),
            Target::Line(id) => tx.shots().episode_of_line(id).await?,
        };
        match episode {
            Some(episode) => self.size_single(tx, episode, order, models).await,
            None => Ok(None),
        }
    }

    async fn size_single(
        &self,
        tx: &mut dyn TenantTx,
        episode: EpisodeId,
        GenerationOrder { operation, target }: GenerationOrder,
        models: &Models,
    ) -> Result<Option<Sized>, StoreError> {
        let Some(mut state) = load_episode(tx, episode).await? else {
            return Ok(None);
        };
        // Whoever asks for the price sees what whoever orders will find: clips and cuts are as long as the voices are.
        let measures = matches!(operation, Operation::Video | Operation::Cut);
        let speech = self.ports.vendors.speech.model();
        let measured = measures && state.measure_shots(&speech, || self.ports.ids.id());
        let sized = single(&state, models, self.ports.vendors.everything(), operation, target);
        Ok(sized.map(|Single { step, missing }| Sized {
            drama: state.drama.id,
            cap: state.drama.spending_cap,
            episode: Some(episode),
            step,
            missing,
            measured: measured.then(|| state.shots.clone()),
            overlaps: if operation == Operation::Voice { spoken_with(&state, target) } else { vec![] },
        }))
    }
}

async fn size_picture(
    tx: &mut dyn TenantTx,
    order: GenerationOrder,
    models: &Models,
) -> Result<Option<Sized>, StoreError> {
    if order.operation != Operation::Image {
        return Ok(None);
    }
    let state = load_part(tx, order.target).await?;
    Ok(state.map(|state| Sized {
        drama: state.drama.id,
        cap: state.drama.spending_cap,
        episode: None,
        step: single_picture(&state, models),
        missing: vec![],
        measured: None,
        overlaps: vec![],
    }))
}

fn spoken_with(state: &EpisodeState, target: Target) -> Vec<Target> {
    let of_line = |id| state.shots.iter().find(|shot| shot.lines.iter().any(|line| line.id == id));
    match target {
        Target::Line(id) => of_line(id).map(|shot| Target::Shot(shot.id)).into_iter().collect(),
        Target::Shot(id) => {
            let shot = state.shots.iter().filter(|shot| shot.id == id);
            shot.flat_map(|shot| &shot.lines).map(|line| Target::Line(line.id)).collect()
        }
        _ => vec![],
    }
}
