use super::{GenerationOrder, Generations};
use crate::{Actor, load_episode, state::load_part};
use xinggen_domain::{
    Credits, DramaId, EpisodeId,
    ai_config::Engine,
    error::StoreError,
    job::Operation,
    ports::TenantTx,
    pricing::JobQuote,
    production::{EpisodeState, Missing, Models, NoPrice, Single, Step, single, single_picture},
    shot::Shot,
    take::Target,
};

/// Why a generation was not quoted.
#[derive(Debug, thiserror::Error)]
pub enum QuoteGenerationError {
    /// There is no such target in this episode, or the operation makes nothing for it.
    #[error("no such target")]
    NotFound,
    /// The price list is incomplete.
    #[error(transparent)]
    NoPrice(#[from] NoPrice),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an order comes to, as one transaction sees it.
pub(super) struct Sized {
    pub(super) drama: DramaId,
    /// How much may be spent on that drama.
    pub(super) cap: Option<Credits>,
    pub(super) episode: Option<EpisodeId>,
    pub(super) step: Step,
    pub(super) missing: Vec<Missing>,
    /// The episode's shots as they were measured for it, where that changes them.
    pub(super) measured: Option<Vec<Shot>>,
    /// What makes some of the same: the lines of a shot that is to be spoken, the shot of a line.
    pub(super) overlaps: Vec<Target>,
}

impl Generations {
    /// What one such request would cost now, whether or not what it needs is there; nothing is written.
    ///
    /// # Errors
    /// See [`QuoteGenerationError`].
    pub async fn quote(
        &self,
        actor: Actor,
        order: GenerationOrder,
    ) -> Result<JobQuote, QuoteGenerationError> {
        Ok(self.priced(actor, order, None).await?.0)
    }

    /// The same, and what would make pictures. A target that does not belong to the episode `within`, or to its drama,
    /// is not found.
    pub(crate) async fn priced(
        &self,
        actor: Actor,
        order: GenerationOrder,
        within: Option<EpisodeId>,
    ) -> Result<(JobQuote, Engine), QuoteGenerationError> {
        let prices = self.ports.prices.list().await?;
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let basis = self.ports.basis(&mut *tx, &prices).await?;
        let sized = self.size_up(&mut *tx, order, &basis.models).await?;
        let sized = sized.ok_or(QuoteGenerationError::NotFound)?;
        if let Some(episode) = within
            && !belongs_to(&mut *tx, &sized, episode).await?
        {
            return Err(QuoteGenerationError::NotFound);
        }
        Ok((basis.quote(&sized.step)?, basis.models.engine(Operation::Image)))
    }

    /// What an order comes to; none when the actor has no such target, or the operation makes nothing for it.
    pub(super) async fn size_up(
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
        let measured = measures && self.productions.measure_shots(&mut state);
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

/// Whether what was sized is of this episode; of its drama, where it is of no episode alone.
async fn belongs_to(tx: &mut dyn TenantTx, sized: &Sized, episode: EpisodeId) -> Result<bool, StoreError> {
    if let Some(own) = sized.episode {
        return Ok(own == episode);
    }
    let named = tx.episodes().get(episode).await?;
    Ok(named.is_some_and(|named| named.drama_id == sized.drama))
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
