use super::{
    archive::{Archive, Broken},
    pages::all,
    view::{CutExport, TakeExport},
};
use crate::{
    routes::{
        cast::{CharacterView, PropView, SceneView},
        dramas::DramaView,
        episodes::{EpisodeView, ScriptView},
        shots::ShotView,
    },
    state::Api,
    view::ProductionView,
};
use futures_util::FutureExt as _;
use xinggen_application::Actor;
use xinggen_domain::{DramaId, drama::Drama, episode::Episode, shot::Shot, take::Target};

/// Every drama with what belongs to it.
pub(super) async fn write(api: &Api, actor: Actor, archive: &mut Archive<'_>) -> Result<(), Broken> {
    let id = |drama: &Drama| drama.id;
    let kept = all(|page| api.dramas.list_dramas(actor, page).boxed(), id).await?;
    let trashed = all(|page| api.dramas.list_trashed(actor, page).boxed(), id).await?;
    let every: Vec<DramaView> = kept.iter().chain(&trashed).cloned().map(Into::into).collect();
    archive.json("dramas.json", &every).await?;
    for drama in kept {
        one(api, actor, drama.id, archive).await?;
    }
    Ok(())
}

async fn one(api: &Api, actor: Actor, id: DramaId, archive: &mut Archive<'_>) -> Result<(), Broken> {
    let folder = format!("dramas/{id}");
    let characters = api.cast.list_characters(actor, id).await?.unwrap_or_default();
    let scenes = api.cast.list_scenes(actor, id).await?.unwrap_or_default();
    let props = api.cast.list_props(actor, id).await?.unwrap_or_default();
    let mut targets: Vec<Target> = characters.iter().map(|one| Target::Character(one.id)).collect();
    targets.extend(scenes.iter().map(|one| Target::Scene(one.id)));
    targets.extend(props.iter().map(|one| Target::Prop(one.id)));
    archive.json(&format!("{folder}/characters.json"), &views::<_, CharacterView>(characters)).await?;
    archive.json(&format!("{folder}/scenes.json"), &views::<_, SceneView>(scenes)).await?;
    archive.json(&format!("{folder}/props.json"), &views::<_, PropView>(props)).await?;
    takes(api, actor, archive, &folder, targets).await?;
    // Deleted meanwhile, when there are none.
    for episode in api.episodes.list_episodes(actor, id).await?.unwrap_or_default() {
        let folder = format!("{folder}/episodes/{}", episode.number);
        self::episode(api, actor, archive, &folder, episode).await?;
    }
    Ok(())
}

async fn episode(
    api: &Api,
    actor: Actor,
    archive: &mut Archive<'_>,
    folder: &str,
    episode: Episode,
) -> Result<(), Broken> {
    let id = episode.id;
    archive.json(&format!("{folder}/episode.json"), &EpisodeView::from(episode)).await?;
    if let Some(script) = api.episodes.read_script(actor, id).await? {
        archive.json(&format!("{folder}/script.json"), &ScriptView::from(script)).await?;
    }
    let shots: Vec<Shot> = api.shots.list_shots(actor, id).await?.unwrap_or_default();
    let mut targets = Vec::new();
    for shot in &shots {
        targets.push(Target::Shot(shot.id));
        targets.extend(shot.lines.iter().map(|line| Target::Line(line.id)));
    }
    archive.json(&format!("{folder}/shots.json"), &views::<_, ShotView>(shots)).await?;
    takes(api, actor, archive, folder, targets).await?;
    let cuts = api.episodes.list_cuts(actor, id).await?.unwrap_or_default();
    archive.json(&format!("{folder}/cuts.json"), &views::<_, CutExport>(cuts)).await?;
    let productions =
        all(|page| api.productions.list(actor, Some(id), page).boxed(), |production| production.id);
    let productions = views::<_, ProductionView>(productions.await?);
    archive.json(&format!("{folder}/productions.json"), &productions).await
}

/// The takes of all these, a line for each.
async fn takes(
    api: &Api,
    actor: Actor,
    archive: &mut Archive<'_>,
    folder: &str,
    targets: Vec<Target>,
) -> Result<(), Broken> {
    let mut found = Vec::new();
    for target in targets {
        let takes = api.takes.list_takes(actor, target, None).await?.unwrap_or_default();
        found.extend(takes.into_iter().map(|view| TakeExport::from(view.take)));
    }
    archive.json(&format!("{folder}/takes.json"), &found).await
}

fn views<T, V: From<T>>(all: Vec<T>) -> Vec<V> {
    all.into_iter().map(V::from).collect()
}
