//! What each kind of result is made from. Everything that can change a result is an input; nothing else is.

use super::{CutOptions, EpisodeState};
use crate::{
    character::{Character, VoiceId},
    cut::{Timeline, cues_of_shot},
    drama::{Drama, Style},
    engine::ModelRef,
    operation::{Operation, Target},
    provenance::{Provenance, ProvenanceBuilder},
    scene::{Prop, Scene},
    script::Language,
    shot::{Line, Shot},
    storyboard::transition_after,
};

/// The inputs of an episode's script.
#[must_use]
pub fn script_inputs(state: &EpisodeState, model: &ModelRef) -> Provenance {
    ProvenanceBuilder::new(model).with("source", &state.episode.source).finish()
}

/// The inputs of an episode's storyboard; none without a script.
#[must_use]
pub fn storyboard_inputs(state: &EpisodeState, model: &ModelRef) -> Option<Provenance> {
    let script = state.script.as_ref()?;
    let mut inputs = ProvenanceBuilder::new(model)
        .with("language", script.language)
        .with("aspect", state.drama.aspect)
        .with("style", state.drama.style);
    for beat in &script.beats {
        inputs = inputs.with("beat in scene", beat.scene_id).with_each("present", &beat.present);
        for utterance in &beat.utterances {
            let speaker = utterance.speaker.map(|id| id.to_string()).unwrap_or_default();
            inputs = inputs
                .with("speaker", speaker)
                .with("mode", utterance.mode)
                .with("text", &utterance.text)
                .with("action", &utterance.action);
        }
    }
    Some(inputs.finish())
}

/// The inputs of a line's voice.
#[must_use]
pub fn voice_inputs(line: &Line, voice: &VoiceId, language: Language, model: &ModelRef) -> Provenance {
    ProvenanceBuilder::new(model)
        .with("voice", &voice.0)
        .with("language", language)
        .with("text", &line.text)
        .finish()
}

/// The inputs of a character's look.
#[must_use]
pub fn character_image_inputs(character: &Character, style: Style, model: &ModelRef) -> Provenance {
    ProvenanceBuilder::new(model)
        .with("style", style)
        .with("name", &character.name)
        .with("gender", character.gender)
        .with("age", character.age)
        .with("description", &character.description)
        .finish()
}

/// The inputs of a scene's backdrop.
#[must_use]
pub fn scene_image_inputs(drama: &Drama, scene: &Scene, model: &ModelRef) -> Provenance {
    ProvenanceBuilder::new(model)
        .with("style", drama.style)
        .with("aspect", drama.aspect)
        .with("place", &scene.place)
        .with("interior", scene.interior)
        .with("time of day", scene.time_of_day)
        .with("weather", scene.weather)
        .with("description", &scene.description)
        .finish()
}

/// The inputs of a prop's picture.
#[must_use]
pub fn prop_image_inputs(prop: &Prop, style: Style, model: &ModelRef) -> Provenance {
    ProvenanceBuilder::new(model)
        .with("style", style)
        .with("name", &prop.name)
        .with("description", &prop.description)
        .finish()
}

/// The inputs of a shot's image; none while a reference picture is missing.
#[must_use]
pub fn shot_image_inputs(state: &EpisodeState, shot: &Shot, model: &ModelRef) -> Option<Provenance> {
    let picture = |target| Some(state.file(Operation::Image, target)?.sha256);
    let cast: Option<Vec<_>> = shot.cast.iter().map(|id| picture(Target::Character(*id))).collect();
    let props: Option<Vec<_>> = shot.props.iter().map(|id| picture(Target::Prop(*id))).collect();
    let speaker = shot.on_screen_speaker().and_then(|id| shot.cast.iter().position(|other| *other == id));
    let inputs = ProvenanceBuilder::new(model)
        .with("style", state.drama.style)
        .with("aspect", state.drama.aspect)
        .with("scene image", picture(Target::Scene(shot.scene_id))?)
        .with_each("character image", cast?)
        .with_each("prop image", props?)
        .with("speaker", speaker.map(|at| at.to_string()).unwrap_or_default())
        .with("size", shot.size)
        .with("angle", shot.angle)
        .with("action", &shot.action)
        .with("prompt", &shot.image_prompt);
    Some(inputs.finish())
}

/// The inputs of a shot's clip; none while its image or its measured duration is missing.
#[must_use]
pub fn clip_inputs(
    state: &EpisodeState,
    at: usize,
    options: CutOptions,
    model: &ModelRef,
) -> Option<Provenance> {
    let shot = state.shots.get(at)?;
    let image = state.file(Operation::Image, Target::Shot(shot.id))?.sha256;
    let mut inputs = ProvenanceBuilder::new(model)
        .with("image", image)
        .with("aspect", state.drama.aspect)
        .with("duration", shot.measured_ms?)
        .with("size", shot.size)
        .with("movement", shot.movement)
        .with("prompt", &shot.video_prompt)
        .with("transition before", at > 0 && transition_after(&state.shots, at - 1))
        .with("transition after", transition_after(&state.shots, at))
        .with("label", options.label)
        .with("visible mark", options.label && at == 0);
    if options.burn_subtitles {
        for cue in cues_of_shot(shot, &state.names(), &state.marks(), state.drama.aspect) {
            inputs = inputs
                .with("cue", format!("{}-{}", cue.start_ms, cue.end_ms))
                .with("text", cue.rows.join("\n"));
        }
    }
    Some(inputs.finish())
}

/// The inputs of an episode's cut; none while a clip, a voice or a measurement is missing.
#[must_use]
pub fn cut_inputs(state: &EpisodeState, options: CutOptions, model: &ModelRef) -> Option<Provenance> {
    let timeline = Timeline::of(&state.shots)?;
    let names = state.names();
    let mut inputs =
        ProvenanceBuilder::new(model).with("aspect", state.drama.aspect).with("label", options.label);
    for (shot, laid) in state.shots.iter().zip(&timeline.shots) {
        let clip = state.file(Operation::Video, Target::Shot(shot.id))?.sha256;
        inputs = inputs
            .with("clip", clip)
            .with("duration", laid.duration_ms)
            .with("transition", laid.transition_after);
        for line in &shot.lines {
            let voice = state.file(Operation::Voice, Target::Line(line.id))?.sha256;
            let speaker = line.speaker.and_then(|id| names.get(&id)).map_or("", String::as_str);
            inputs = inputs
                .with("voice", voice)
                .with("voice at", line.start_ms?)
                .with("speaker", speaker)
                .with("text", &line.text);
        }
    }
    Some(inputs.finish())
}
