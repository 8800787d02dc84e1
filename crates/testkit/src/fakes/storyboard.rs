use xinggen_domain::{
    CharacterId,
    ports::StoryboardRequest,
    script::{Beat, Utterance},
    shot::{CameraAngle, CameraMovement, ShotSize},
    storyboard::{ShotDraft, StoryboardDraft},
    time::Millis,
};

/// One shot per utterance; sizes and movements take turns.
pub(super) fn storyboard(request: &StoryboardRequest) -> StoryboardDraft {
    let beats = request.script.beats.iter().enumerate();
    let all = beats.flat_map(|(at, beat)| beat.utterances.iter().map(move |one| (at, beat, one)));
    let shots = all.enumerate().map(|(turn, (at, beat, one))| shot(request, turn, at, beat, one));
    StoryboardDraft { shots: shots.collect() }
}

fn shot(
    request: &StoryboardRequest,
    turn: usize,
    at: usize,
    beat: &Beat,
    said: &Utterance<CharacterId>,
) -> ShotDraft {
    let index = |id: &CharacterId| request.cast.iter().position(|one| one.id == *id);
    let speaker = said.speaker.as_ref().and_then(index);
    let present = || beat.present.iter().filter_map(index).collect();
    let props = request.props.iter().enumerate().filter(|(_, prop)| said.text.contains(&prop.name));
    ShotDraft {
        beat: at,
        // A scene that is not in the request is beyond its list, and the check of the draft says so.
        scene: request
            .scenes
            .iter()
            .position(|scene| scene.id == beat.scene_id)
            .unwrap_or(request.scenes.len()),
        size: ShotSize::ALL[turn % ShotSize::ALL.len()],
        angle: CameraAngle::Eye,
        movement: CameraMovement::ALL[turn % CameraMovement::ALL.len()],
        action: said.action.clone(),
        cast: speaker.map_or_else(present, |speaker| vec![speaker]),
        props: props.map(|(at, _)| at).collect(),
        lines: vec![Utterance {
            speaker,
            mode: said.mode,
            text: said.text.clone(),
            action: said.action.clone(),
        }],
        planned_ms: planned(&said.text),
        image_prompt: format!("画面：{}", said.text),
        video_prompt: format!("镜头：{}", said.text),
    }
}

/// 2 to 4 s, half a second for every five characters.
fn planned(text: &str) -> Millis {
    2000 + 500 * (text.chars().count() / 5).min(4) as Millis
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Build;

    #[test]
    fn every_utterance_is_a_shot_in_order() {
        let build = Build::default();
        let drama = build.drama();
        let (episode, scene) = (build.episode(&drama, 1), build.scene(&drama, "老街"));
        let cast = vec![build.character(&drama, "林晚"), build.character(&drama, "陈默")];
        let script = build.script(&episode, &scene, &[cast[1].id]);
        let request = StoryboardRequest {
            script,
            cast,
            scenes: vec![build.scene(&drama, "车站"), scene],
            props: vec![],
            aspect: drama.aspect,
            style: drama.style,
        };
        let shots = storyboard(&request).shots;
        let speakers: Vec<_> = shots.iter().map(|shot| shot.lines[0].speaker).collect();
        assert_eq!(speakers, [None, Some(1)]);
        assert!(shots.iter().all(|shot| shot.scene == 1 && (2000..=4000).contains(&shot.planned_ms)));
    }

    #[test]
    fn planned_durations_are_steps_of_half_a_second() {
        assert_eq!(planned("嗯。"), 2000);
        assert_eq!(planned(&"雪".repeat(12)), 3000);
        assert_eq!(planned(&"雪".repeat(90)), 4000);
    }
}
