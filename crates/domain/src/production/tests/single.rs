//! What somebody asks for on its own.

use super::studio::Studio;
use crate::{
    Credits, Id, PriceId,
    engine::ChargeMode,
    operation::{Operation, Target},
    pricing::{Price, PriceList, PriceUnit, SEED_PRICES},
    production::{EpisodeState, Missing, Part, PartState, Single, forecast, single, single_picture},
};
use chrono::DateTime;
use uuid::Uuid;

impl Studio {
    fn single(&self, operation: Operation, target: Target) -> Option<Single> {
        single(&self.state, &self.models, self.options, operation, target)
    }

    fn missing(&self, operation: Operation, target: Target) -> Vec<Missing> {
        self.single(operation, target).unwrap().missing
    }
}

#[test]
fn what_is_all_there_can_be_made_from_the_inputs_that_a_plan_would_take() {
    let studio = Studio::produced();
    for (operation, target) in [
        (Operation::Script, studio.episode()),
        (Operation::Storyboard, studio.episode()),
        (Operation::Voice, studio.line(0)),
        (Operation::Image, studio.shot(0)),
        (Operation::Video, studio.shot(0)),
        (Operation::Cut, studio.episode()),
    ] {
        let single = studio.single(operation, target).unwrap();
        assert_eq!(single.missing, [], "{operation}");
        let inputs = single.step.inputs.unwrap();
        let made = match operation {
            Operation::Script => studio.state.script.as_ref().unwrap().provenance.hash,
            Operation::Storyboard => studio.state.storyboard.as_ref().unwrap().provenance.hash,
            Operation::Cut => studio.state.cut.as_ref().unwrap().provenance.hash,
            _ => studio.state.take(operation, target).unwrap().provenance.hash,
        };
        assert_eq!(inputs.hash, made, "{operation}");
    }
}

#[test]
fn a_shot_is_spoken_as_all_its_lines_together() {
    let mut studio = Studio::produced();
    let second = studio.state.shots[1].lines.remove(0);
    studio.state.shots[0].lines.push(second);
    let whole = studio.single(Operation::Voice, studio.shot(0)).unwrap();
    assert_eq!((whole.step.size.characters, whole.step.inputs), (10, None));
    assert_eq!(studio.missing(Operation::Voice, studio.shot(1)), [Missing::Lines]);
}

#[test]
fn what_is_missing_is_named() {
    let mut studio = Studio::empty();
    let (script, cast) = (Missing::Result(Operation::Script, studio.episode()), studio.character(0));
    assert_eq!(studio.missing(Operation::Storyboard, studio.episode()), [script]);
    studio.write();
    assert_eq!(studio.missing(Operation::Cut, studio.episode()), [Missing::Shots]);
    studio.draw();
    let pictures = [studio.scene(), cast, studio.prop()].map(|part| Missing::Result(Operation::Image, part));
    assert_eq!(studio.missing(Operation::Image, studio.shot(0)), pictures);
    let image = Missing::Result(Operation::Image, studio.shot(0));
    let voices = [studio.line(0), studio.line(1)].map(|line| Missing::Result(Operation::Voice, line));
    assert_eq!(studio.missing(Operation::Video, studio.shot(0)), [image, voices[0], voices[1]]);
    let clips = [studio.shot(0), studio.shot(1)].map(|shot| Missing::Result(Operation::Video, shot));
    assert_eq!(studio.missing(Operation::Cut, studio.episode()), [clips[0], clips[1], voices[0], voices[1]]);
    studio.state.characters[0].voice = None;
    studio.state.drama.narrator_voice = None;
    let speaker = studio.state.characters[0].id;
    assert_eq!(studio.missing(Operation::Voice, studio.shot(0)), [Missing::Voice(Some(speaker))]);
    assert_eq!(studio.missing(Operation::Voice, studio.line(1)), [Missing::Voice(None)]);
    studio.state.script = None;
    assert_eq!(studio.missing(Operation::Voice, studio.line(1)), [script, Missing::Voice(None)]);
    studio.state.episode.source = " \n".to_owned();
    assert_eq!(studio.missing(Operation::Script, studio.episode()), [Missing::Text]);
}

#[test]
fn what_is_not_here_or_cannot_be_is_none() {
    let studio = Studio::produced();
    let elsewhere: Uuid = Uuid::from_u128(999);
    for (operation, target) in [
        (Operation::Script, Target::Episode(Id::from_uuid(elsewhere))),
        (Operation::Image, Target::Shot(Id::from_uuid(elsewhere))),
        (Operation::Voice, Target::Line(Id::from_uuid(elsewhere))),
        (Operation::Script, studio.shot(0)),
        (Operation::Image, studio.episode()),
        (Operation::Image, studio.line(0)),
        (Operation::Image, studio.character(0)),
        (Operation::Video, studio.line(0)),
    ] {
        assert_eq!(studio.single(operation, target), None, "{operation} of {target:?}");
    }
}

#[test]
fn parts_are_drawn_from_the_drama_alone() {
    let studio = Studio::produced();
    let EpisodeState { drama, characters, scenes, props, .. } = &studio.state;
    // Those of the first shot: nobody has drawn the others yet.
    let parts = [
        Part::Character(characters[0].clone()),
        Part::Scene(scenes[0].clone()),
        Part::Prop(props[0].clone()),
    ];
    for (part, target) in parts.into_iter().zip([studio.character(0), studio.scene(), studio.prop()]) {
        let step = single_picture(&PartState { drama: drama.clone(), part }, &studio.models);
        assert_eq!((step.operation, step.target), (Operation::Image, target));
        let made = studio.state.take(Operation::Image, target).unwrap().provenance.hash;
        assert_eq!(step.inputs.unwrap().hash, made, "{target:?}");
    }
}

fn price(number: u128, operation: Operation, unit: PriceUnit, amount: i64, day: i64) -> Price {
    Price {
        id: PriceId::from_uuid(Uuid::from_u128(number)),
        operation,
        vendor: None,
        model: None,
        mode: ChargeMode::Platform,
        unit,
        amount: Credits::new(amount),
        valid_from: DateTime::UNIX_EPOCH + chrono::Duration::days(day),
    }
}

fn list() -> PriceList {
    let seeded = SEED_PRICES.iter().zip(1..);
    PriceList(seeded.map(|(&(operation, unit, amount), at)| price(at, operation, unit, amount, 0)).collect())
}

#[test]
fn a_forecast_is_exact_behind_the_storyboard_and_has_a_ceiling_before() {
    let mut studio = Studio::empty();
    let of = |studio: &Studio| {
        let source = &studio.state.episode.source;
        forecast(source, &studio.plan(), &studio.models, &list(), DateTime::UNIX_EPOCH).unwrap()
    };
    let first = of(&studio);
    let operations: Vec<_> = first.steps.iter().map(|step| step.operation).collect();
    assert_eq!(operations, [Operation::Script, Operation::Storyboard]);
    assert_eq!(first.quote().exact, Credits::new(15));
    studio.write();
    let second = of(&studio);
    assert_eq!((second.quote().exact, second.ceiling), (Credits::new(10), first.ceiling));
    studio.draw();
    let whole = of(&studio);
    assert_eq!((whole.steps.len(), whole.ceiling), (studio.plan().len(), Credits::ZERO));
    assert!(whole.quote().exact <= first.ceiling);
    let voices = whole.without(|step| step.operation != Operation::Voice).quote().exact;
    assert_eq!(voices, Credits::new(2), "two lines of five characters, each rounded up");
}

#[test]
fn prices_in_force_have_begun_and_were_not_replaced() {
    let mut prices = list();
    prices.0.push(price(11, Operation::Image, PriceUnit::Image, 6, 1));
    prices.0.push(price(12, Operation::Image, PriceUnit::Image, 7, 3));
    prices.0.push(Price {
        vendor: Some("test".to_owned()),
        ..price(13, Operation::Image, PriceUnit::Image, 1, 0)
    });
    let at = |day| {
        let now = DateTime::UNIX_EPOCH + chrono::Duration::days(day);
        let images = prices.in_force(now).into_iter().filter(|price| price.operation == Operation::Image);
        images.map(|price| price.amount.get()).collect::<Vec<_>>()
    };
    assert_eq!((at(0), at(1), at(3)), (vec![5, 1], vec![6, 1], vec![7, 1]));
}
