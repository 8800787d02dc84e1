use crate::{
    Ports,
    jobs::{errors::RecordError, gone::Gone, work::Indexed},
};
use std::collections::BTreeSet;
use xinggen_domain::{
    CharacterId, EpisodeId,
    ports::TenantTx,
    provenance::Provenance,
    script::Utterance,
    shot::{Line, Shot},
    storyboard::{ShotDraft, Storyboard, StoryboardDraft, keep_ids},
};

pub(super) async fn record_storyboard(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    episode: EpisodeId,
    (draft, indexed, provenance): (StoryboardDraft, Indexed, Provenance),
) -> Result<(), RecordError> {
    put_shots(ports, tx, episode, draft, indexed).await?;
    let storyboard = Storyboard { episode_id: episode, provenance, created_at: ports.clock.now() };
    Ok(tx.shots().put_storyboard(storyboard).await?)
}

/// A storyboard draft becomes shots; what equals an old shot or line keeps its id. Of the cast and the props, what
/// was deleted in between is left out; a deleted scene makes the draft unusable.
async fn put_shots(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    episode: EpisodeId,
    draft: StoryboardDraft,
    indexed: Indexed,
) -> Result<(), RecordError> {
    let drama = tx.episodes().lock(episode).await?.ok_or(Gone::Episode)?.drama_id;
    let cast: BTreeSet<_> = tx.characters().of_drama(drama).await?.iter().map(|one| one.id).collect();
    let scenes: BTreeSet<_> = tx.scenes().of_drama(drama).await?.iter().map(|scene| scene.id).collect();
    let props: BTreeSet<_> = tx.props().of_drama(drama).await?.iter().map(|prop| prop.id).collect();
    let old = tx.shots().of_episode(episode).await?;
    let character = |at: usize| indexed.cast.get(at).copied().filter(|id| cast.contains(id));
    let scene_at = |at: usize| indexed.scenes.get(at).copied().filter(|id| scenes.contains(id));
    let prop = |at: usize| indexed.props.get(at).copied().filter(|id| props.contains(id));
    let mut shots = Vec::with_capacity(draft.shots.len());
    for (shot, number) in draft.shots.into_iter().zip(1..) {
        let ShotDraft { beat, scene, size, angle, movement, action, .. } = shot;
        shots.push(Shot {
            id: ports.ids.id(),
            episode_id: episode,
            number,
            beat: beat as u32 + 1,
            scene_id: scene_at(scene).ok_or(Gone::SceneOfShot)?,
            size,
            angle,
            movement,
            action,
            cast: shot.cast.into_iter().filter_map(character).collect(),
            props: shot.props.into_iter().filter_map(prop).collect(),
            lines: shot
                .lines
                .into_iter()
                .map(|line| line_of(ports, line.speaker.and_then(character), line))
                .collect(),
            planned_ms: shot.planned_ms,
            measured_ms: None,
            image_prompt: shot.image_prompt,
            video_prompt: shot.video_prompt,
            version: 1,
            created_at: ports.clock.now(),
        });
    }
    keep_ids(&old, &mut shots);
    Ok(tx.shots().replace(episode, shots).await?)
}

fn line_of(ports: &Ports, speaker: Option<CharacterId>, line: Utterance<usize>) -> Line {
    Line { id: ports.ids.id(), speaker, mode: line.mode, text: line.text, start_ms: None, duration_ms: None }
}
