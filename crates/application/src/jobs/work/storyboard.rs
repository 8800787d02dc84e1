use super::WorkError;
use crate::Ports;
use xinggen_domain::{
    CharacterId, EpisodeId,
    error::StoreError,
    ports::TenantTx,
    script::Utterance,
    shot::{Line, Shot},
    storyboard::{ShotDraft, StoryboardDraft, keep_ids},
};

/// A storyboard draft becomes shots; what equals an old shot or line keeps its id. The draft's indices point
/// into the drama's lists as they were when it was asked for; those only ever grow at the end.
pub(super) async fn put_shots(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    episode: EpisodeId,
    draft: StoryboardDraft,
) -> Result<(), WorkError> {
    let drama = tx.episodes().get(episode).await?.ok_or(WorkError::Missing("the episode"))?.drama_id;
    let cast: Vec<_> = tx.characters().of_drama(drama).await?.iter().map(|character| character.id).collect();
    let scenes: Vec<_> = tx.scenes().of_drama(drama).await?.iter().map(|scene| scene.id).collect();
    let props: Vec<_> = tx.props().of_drama(drama).await?.iter().map(|prop| prop.id).collect();
    let old = tx.shots().of_episode(episode).await?;
    let of = |ids: &[CharacterId], indices: Vec<usize>| {
        indices.into_iter().filter_map(|at| ids.get(at).copied()).collect()
    };
    let mut shots = Vec::with_capacity(draft.shots.len());
    for (shot, number) in draft.shots.into_iter().zip(1..) {
        let ShotDraft { beat, scene, size, angle, movement, action, .. } = shot;
        shots.push(Shot {
            id: ports.ids.id(),
            episode_id: episode,
            number,
            beat: beat as u32 + 1,
            scene_id: *scenes.get(scene).ok_or(WorkError::Missing("the scene"))?,
            size,
            angle,
            movement,
            action,
            cast: of(&cast, shot.cast),
            props: shot.props.into_iter().filter_map(|at| props.get(at).copied()).collect(),
            lines: shot.lines.into_iter().map(|line| line_of(ports, &cast, line)).collect(),
            planned_ms: shot.planned_ms,
            measured_ms: None,
            image_prompt: shot.image_prompt,
            video_prompt: shot.video_prompt,
            version: 1,
            created_at: ports.clock.now(),
        });
    }
    keep_ids(&old, &mut shots);
    let replaced: Result<(), StoreError> = tx.shots().replace(episode, shots).await;
    Ok(replaced?)
}

fn line_of(ports: &Ports, cast: &[CharacterId], line: Utterance<usize>) -> Line {
    Line {
        id: ports.ids.id(),
        speaker: line.speaker.and_then(|at| cast.get(at).copied()),
        mode: line.mode,
        text: line.text,
        start_ms: None,
        duration_ms: None,
    }
}
