use std::collections::BTreeSet;
use xinggen_domain::{
    DramaId, EpisodeId,
    error::StoreError,
    ports::TenantTx,
    production::{DramaState, EpisodeState},
    shot::Shot,
    take::Target,
};

/// What pictures of a drama's cast, scenes and props are made from, as this transaction sees it; none when there
/// is no such drama.
pub(crate) async fn load_drama(
    tx: &mut dyn TenantTx,
    drama_id: DramaId,
) -> Result<Option<DramaState>, StoreError> {
    let Some(drama) = tx.dramas().get(drama_id).await? else {
        return Ok(None);
    };
    let characters = tx.characters().of_drama(drama_id).await?;
    let scenes = tx.scenes().of_drama(drama_id).await?;
    let props = tx.props().of_drama(drama_id).await?;
    Ok(Some(DramaState { drama, characters, scenes, props }))
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
