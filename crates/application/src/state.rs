use std::collections::BTreeSet;
use xinggen_domain::{
    EpisodeId,
    error::StoreError,
    ports::TenantTx,
    production::{EpisodeState, Part, PartState},
    shot::Shot,
    take::Target,
};

/// A character, a scene or a prop with its drama, as this transaction sees them; none when there is no such, and for
/// other targets.
pub(crate) async fn load_part(
    tx: &mut dyn TenantTx,
    target: Target,
) -> Result<Option<PartState>, StoreError> {
    let part = match target {
        Target::Character(id) => tx.characters().get(id).await?.map(Part::Character),
        Target::Scene(id) => tx.scenes().get(id).await?.map(Part::Scene),
        Target::Prop(id) => tx.props().get(id).await?.map(Part::Prop),
        Target::Episode(_) | Target::Shot(_) | Target::Line(_) => None,
    };
    let Some(part) = part else {
        return Ok(None);
    };
    let drama = tx.dramas().get(part.drama_id()).await?;
    Ok(drama.map(|drama| PartState { drama, part }))
}

/// Everything that matters for making an episode, as this transaction sees it; none when there is no such
/// episode.
///
/// # Errors
/// The database failed.
pub async fn load_episode(
    tx: &mut dyn TenantTx,
    episode_id: EpisodeId,
) -> Result<Option<EpisodeState>, StoreError> {
    let Some(episode) = tx.episodes().get(episode_id).await? else {
        return Ok(None);
    };
    let Some(drama) = tx.dramas().get(episode.drama_id).await? else {
        return Ok(None);
    };
    let shots = tx.shots().of_episode(episode_id).await?;
    let takes = tx.takes().selected_of(&targets(&shots)).await?;
    let ids: BTreeSet<_> = takes.iter().map(|take| take.asset_id).collect();
    let ids: Vec<_> = ids.into_iter().collect();
    let script = tx.scripts().of_episode(episode_id).await?;
    let storyboard = tx.shots().storyboard_of(episode_id).await?;
    let characters = tx.characters().of_drama(drama.id).await?;
    let scenes = tx.scenes().of_drama(drama.id).await?;
    let props = tx.props().of_drama(drama.id).await?;
    let assets = tx.assets().get_many(&ids).await?;
    let cut = tx.cuts().latest_of(episode_id).await?;
    Ok(Some(EpisodeState {
        drama,
        episode,
        script,
        storyboard,
        characters,
        scenes,
        props,
        shots,
        takes,
        assets,
        cut,
    }))
}

/// Whatever can have a take that an episode with these shots uses.
fn targets(shots: &[Shot]) -> Vec<Target> {
    let mut targets = BTreeSet::new();
    for shot in shots {
        targets.extend([Target::Shot(shot.id), Target::Scene(shot.scene_id)]);
        targets.extend(shot.cast.iter().map(|id| Target::Character(*id)));
        targets.extend(shot.props.iter().map(|id| Target::Prop(*id)));
        targets.extend(shot.lines.iter().map(|line| Target::Line(line.id)));
    }
    targets.into_iter().collect()
}
