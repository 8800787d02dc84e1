//! What a production makes: what is missing, what is stale, nothing else.

mod charged;
mod lifecycle;
mod single;
mod studio;

use super::Step;
use crate::{
    character::VoiceId,
    drama::Style,
    engine::ModelRef,
    operation::{Operation, Stage, Target},
    scene::Weather,
    shot::CameraMovement,
};
use std::collections::BTreeSet;
use studio::Studio;

/// What is to be made, without an order.
fn wanted(steps: &[Step]) -> BTreeSet<(Operation, Target)> {
    steps.iter().map(|step| (step.operation, step.target)).collect()
}

fn set<const N: usize>(steps: [(Operation, Target); N]) -> BTreeSet<(Operation, Target)> {
    BTreeSet::from(steps)
}

fn step(steps: &[Step], operation: Operation, target: Target) -> &Step {
    steps.iter().find(|step| (step.operation, step.target) == (operation, target)).unwrap()
}

/// An episode of which everything is made, after a change to it.
fn changed(change: impl FnOnce(&mut Studio)) -> Studio {
    let mut studio = Studio::produced();
    assert_eq!(studio.plan(), [], "nothing to do before the change");
    change(&mut studio);
    studio
}

#[test]
fn an_empty_episode_begins_with_its_script() {
    let studio = Studio::empty();
    let steps = studio.plan();
    assert_eq!(wanted(&steps), set([(Operation::Script, studio.episode())]));
    assert_eq!((steps[0].stage, steps[0].size.characters), (Stage::Script, 10));
    assert!(steps[0].inputs.is_some() && steps[0].after.is_empty());
}

#[test]
fn a_script_is_followed_by_its_storyboard() {
    let mut studio = Studio::empty();
    studio.write();
    let steps = studio.plan();
    assert_eq!(wanted(&steps), set([(Operation::Storyboard, studio.episode())]));
    assert_eq!(steps[0].stage, Stage::Storyboard);
    assert!(steps[0].inputs.is_some());
}

#[test]
fn a_storyboard_is_followed_by_all_the_rest() {
    let mut studio = Studio::empty();
    studio.write();
    studio.draw();
    let steps = studio.plan();
    let expected = set([
        (Operation::Voice, studio.line(0)),
        (Operation::Voice, studio.line(1)),
        (Operation::Image, studio.character(0)),
        (Operation::Image, studio.scene()),
        (Operation::Image, studio.prop()),
        (Operation::Image, studio.shot(0)),
        (Operation::Image, studio.shot(1)),
        (Operation::Video, studio.shot(0)),
        (Operation::Video, studio.shot(1)),
        (Operation::Cut, studio.episode()),
    ]);
    assert_eq!(wanted(&steps), expected, "and no picture of who is in no shot");
    assert_eq!(steps.len(), expected.len(), "each once");
}

#[test]
fn parts_come_before_shots_and_are_known_exactly() {
    let mut studio = Studio::empty();
    studio.write();
    studio.draw();
    let steps = studio.plan();
    let first = steps.iter().take_while(|step| step.stage == Stage::Parts).count();
    assert_eq!(first, 5, "voices and pictures of cast, scenes and props go first");
    assert!(steps[first..].iter().all(|step| step.stage == Stage::Shots));
    assert!(steps[..first].iter().all(|step| step.inputs.is_some() && step.after.is_empty()));
    assert!(steps[first..].iter().all(|step| step.inputs.is_none()), "the rest is a forecast");
    let voice = step(&steps, Operation::Voice, studio.line(0));
    assert_eq!(voice.size.characters, 5);
    let clip = step(&steps, Operation::Video, studio.shot(1));
    assert_eq!(clip.size.ms, 4000, "a clip is quoted by its planned duration");
}

#[test]
fn every_step_waits_for_what_it_is_made_from() {
    let mut studio = Studio::empty();
    studio.write();
    studio.draw();
    let steps = studio.plan();
    let after = |operation, target| -> BTreeSet<_> {
        step(&steps, operation, target).after.iter().copied().collect()
    };
    let references = set([
        (Operation::Image, studio.character(0)),
        (Operation::Image, studio.scene()),
        (Operation::Image, studio.prop()),
    ]);
    assert_eq!(after(Operation::Image, studio.shot(0)), references);
    assert_eq!(after(Operation::Image, studio.shot(1)), set([(Operation::Image, studio.scene())]));
    let parts = set([(Operation::Image, studio.shot(1)), (Operation::Voice, studio.line(1))]);
    assert_eq!(after(Operation::Video, studio.shot(1)), parts);
    let all = set([
        (Operation::Video, studio.shot(0)),
        (Operation::Video, studio.shot(1)),
        (Operation::Voice, studio.line(0)),
        (Operation::Voice, studio.line(1)),
    ]);
    assert_eq!(after(Operation::Cut, studio.episode()), all);
}

#[test]
fn a_production_comes_to_its_end_in_a_few_rounds() {
    let mut studio = Studio::empty();
    assert_eq!(studio.produce(), [1, 1, 5, 2, 2, 1], "jobs per round");
    assert_eq!(studio.plan(), []);
}

#[test]
fn an_edited_story_begins_again_with_the_script() {
    let studio = changed(|studio| studio.state.episode.source.push('。'));
    assert_eq!(wanted(&studio.plan()), set([(Operation::Script, studio.episode())]));
}

#[test]
fn a_new_script_of_the_same_words_keeps_the_storyboard() {
    let mut studio = changed(|studio| studio.state.episode.source.push('。'));
    studio.write();
    assert_eq!(studio.plan(), [], "the storyboard is made from the script, not from the story");
}

#[test]
fn an_edited_script_needs_a_new_storyboard() {
    let studio = changed(|studio| {
        studio.state.script.as_mut().unwrap().beats[0].utterances[0].text.push('！');
    });
    assert_eq!(wanted(&studio.plan()), set([(Operation::Storyboard, studio.episode())]));
}

#[test]
fn an_edited_line_is_spoken_and_filmed_again_but_not_drawn() {
    let mut studio = changed(|studio| studio.state.shots[1].lines[0].text.push('！'));
    let expected = set([
        (Operation::Voice, studio.line(1)),
        (Operation::Video, studio.shot(1)),
        (Operation::Cut, studio.episode()),
    ]);
    assert_eq!(wanted(&studio.plan()), expected);
    assert_eq!(studio.produce(), [1, 1, 1]);
}

#[test]
fn an_edited_character_touches_just_the_shots_with_them() {
    let mut studio = changed(|studio| studio.state.characters[0].description.push_str("，戴眼镜"));
    let expected = set([
        (Operation::Image, studio.character(0)),
        (Operation::Image, studio.shot(0)),
        (Operation::Video, studio.shot(0)),
        (Operation::Cut, studio.episode()),
    ]);
    assert_eq!(wanted(&studio.plan()), expected);
    assert_eq!(studio.produce(), [1, 1, 1, 1]);
}

#[test]
fn a_character_in_no_shot_touches_nothing() {
    let studio = changed(|studio| studio.state.characters[1].description.push_str("，戴眼镜"));
    assert_eq!(studio.plan(), []);
}

#[test]
fn another_sky_is_drawn_in_every_shot_under_it() {
    let studio = changed(|studio| studio.state.scenes[0].weather = Weather::Rain);
    let expected = set([
        (Operation::Image, studio.scene()),
        (Operation::Image, studio.shot(0)),
        (Operation::Image, studio.shot(1)),
        (Operation::Video, studio.shot(0)),
        (Operation::Video, studio.shot(1)),
        (Operation::Cut, studio.episode()),
    ]);
    assert_eq!(wanted(&studio.plan()), expected);
}

#[test]
fn another_movement_is_filmed_but_not_drawn() {
    let studio = changed(|studio| studio.state.shots[0].movement = CameraMovement::TiltUp);
    let expected = set([(Operation::Video, studio.shot(0)), (Operation::Cut, studio.episode())]);
    assert_eq!(wanted(&studio.plan()), expected);
}

#[test]
fn another_voice_speaks_again() {
    let studio = changed(|studio| studio.state.drama.narrator_voice = Some(VoiceId("another".to_owned())));
    let steps = studio.plan();
    assert!(wanted(&steps).contains(&(Operation::Voice, studio.line(1))), "the narrator's line");
    assert!(!wanted(&steps).contains(&(Operation::Voice, studio.line(0))), "not the character's");
}

#[test]
fn another_style_leaves_only_the_voices() {
    let mut studio = changed(|studio| studio.state.drama.style = Style::Noir);
    assert_eq!(wanted(&studio.plan()), set([(Operation::Storyboard, studio.episode())]), "prompts follow it");
    studio.draw();
    let operations: BTreeSet<Operation> = studio.plan().iter().map(|step| step.operation).collect();
    assert_eq!(operations, BTreeSet::from([Operation::Image, Operation::Video, Operation::Cut]));
}

#[test]
fn another_model_makes_its_own_again() {
    let studio = changed(|studio| studio.models.speech.model.push_str("-2"));
    let steps = studio.plan();
    let voices = steps.iter().filter(|step| step.operation == Operation::Voice).count();
    assert_eq!(voices, 2);
    assert!(steps.iter().all(|step| step.operation != Operation::Image), "pictures stand");
}

#[test]
fn subtitles_out_of_the_picture_film_again() {
    let studio = changed(|studio| studio.options.burn_subtitles = false);
    let expected = set([
        (Operation::Video, studio.shot(0)),
        (Operation::Video, studio.shot(1)),
        (Operation::Cut, studio.episode()),
    ]);
    assert_eq!(wanted(&studio.plan()), expected);
}

#[test]
fn a_take_whose_file_is_gone_is_made_again() {
    let studio = changed(|studio| {
        let gone = studio.state.take(Operation::Image, studio.shot(1)).unwrap().asset_id;
        studio.state.assets.retain(|asset| asset.id != gone);
    });
    assert!(wanted(&studio.plan()).contains(&(Operation::Image, studio.shot(1))));
}

#[test]
fn equal_lines_are_spoken_once() {
    let mut studio = Studio::empty();
    studio.write();
    studio.draw();
    let first = studio.state.shots[0].lines[0].clone();
    let second = &mut studio.state.shots[1].lines[0];
    (second.speaker, second.mode, second.text) = (first.speaker, first.mode, first.text);
    let steps = studio.plan();
    let voices: Vec<Target> =
        steps.iter().filter(|step| step.operation == Operation::Voice).map(|step| step.target).collect();
    assert_eq!(voices, [studio.line(0)]);
    for waiting in [(Operation::Video, studio.shot(1)), (Operation::Cut, studio.episode())] {
        let after = &step(&steps, waiting.0, waiting.1).after;
        let voices: Vec<_> = after.iter().filter(|(operation, _)| *operation == Operation::Voice).collect();
        assert_eq!(voices, [&(Operation::Voice, studio.line(0))], "it waits for the one that is made, once");
    }
    let mut other = studio;
    other.state.shots[1].lines[0].text.push('？');
    let voices = other.plan().iter().filter(|step| step.operation == Operation::Voice).count();
    assert_eq!(voices, 2, "other words are another voice");
}

#[test]
fn shots_are_measured_once_every_line_has_a_current_voice() {
    let mut studio = Studio::produced();
    let (speech, other) = (studio.models.speech.clone(), ModelRef::new("test", "other"));
    let undivided = || panic!("nothing is divided here");
    let state = &mut studio.state;
    assert!(!state.measure_shots(&speech, undivided), "measuring again changes nothing");
    let measured = state.shots.clone();
    state.shots.iter_mut().for_each(|shot| shot.measured_ms = None);
    let unmeasured = state.shots.clone();
    assert!(!state.measure_shots(&other, undivided), "the voices are of another model");
    let voice = state.takes.iter().position(|take| take.operation == Operation::Voice).unwrap();
    let voice = state.takes.remove(voice);
    assert!(!state.measure_shots(&speech, undivided), "a line has no voice");
    assert_eq!(state.shots, unmeasured);
    state.takes.push(voice);
    assert!(state.measure_shots(&speech, undivided));
    assert_eq!(state.shots, measured);
}
