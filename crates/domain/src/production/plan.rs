use super::{
    CutOptions, EpisodeState, character_image_inputs, clip_inputs, cut_inputs, prop_image_inputs,
    scene_image_inputs, script_inputs, shot_image_inputs, storyboard_inputs, voice_inputs,
};
use crate::{
    engine::Models,
    operation::{Operation, Stage, Target},
    pricing::Measure,
    provenance::Provenance,
    script::Language,
    shot::Shot,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// One thing to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub stage: Stage,
    /// What to do.
    pub operation: Operation,
    /// On what.
    pub target: Target,
    /// How much there is to make.
    pub size: Measure,
    /// The inputs, when they are known already.
    pub inputs: Option<Provenance>,
    /// Steps of the same plan that must be done before.
    pub after: Vec<(Operation, Target)>,
}

/// What is missing or stale in an episode, in order. Nothing when the cut is current.
///
/// Steps of the first stage in the list are exact and can be ordered; those of later stages are a forecast
/// from what is known now. Before the storyboard exists there is no forecast (see [`ceiling`](super::ceiling)).
#[must_use]
pub fn plan(state: &EpisodeState, models: &Models, options: CutOptions) -> Vec<Step> {
    let (making, same) = (HashSet::new(), HashMap::new());
    let mut planner = Planner { state, models, options, steps: Vec::new(), making, same };
    planner.run();
    planner.steps
}

struct Planner<'a> {
    state: &'a EpisodeState,
    models: &'a Models,
    options: CutOptions,
    steps: Vec<Step>,
    making: HashSet<(Operation, Target)>,
    /// Lines that need no step, because the step of another line speaks just the same: which.
    same: HashMap<Target, Target>,
}

impl Planner<'_> {
    fn run(&mut self) {
        let state = self.state;
        let episode = Target::Episode(state.episode.id);
        let source = Measure::of_characters(state.episode.source.chars().count() as i64);
        let script = script_inputs(state, &self.models.text);
        let Some(written) = state.script.as_ref().filter(|s| s.provenance.hash == script.hash) else {
            self.push(Stage::Script, Operation::Script, episode, source, Some(script), vec![]);
            return;
        };
        let board = storyboard_inputs(state, &self.models.text);
        let drawn = state.storyboard.as_ref().map(|board| board.provenance.hash);
        if drawn.is_none() || drawn != board.as_ref().map(|inputs| inputs.hash) {
            self.push(Stage::Storyboard, Operation::Storyboard, episode, source, board, vec![]);
            return;
        }
        self.voices(written.language);
        self.pictures();
        for at in 0..state.shots.len() {
            self.shot(at);
        }
        self.cut(episode);
    }

    /// Lines whose inputs are equal are spoken once: the first has the step, and the others take its take over when
    /// the plan is made again.
    fn voices(&mut self, language: Language) {
        let mut spoken = HashMap::new();
        for line in self.state.lines() {
            let Some(voice) = self.state.voice_of(line) else {
                continue;
            };
            let inputs = voice_inputs(line, voice, language, &self.models.speech);
            let (target, hash) = (Target::Line(line.id), inputs.hash);
            let current = self.state.current(Operation::Voice, target, &inputs).is_some();
            if let Some(first) = spoken.get(&hash).filter(|_| !current) {
                self.same.insert(target, *first);
                continue;
            }
            let size = Measure::of_characters(line.text.chars().count() as i64);
            self.want(Stage::Parts, Operation::Voice, target, size, Some(inputs), vec![]);
            if self.making.contains(&(Operation::Voice, target)) {
                spoken.insert(hash, target);
            }
        }
    }

    fn pictures(&mut self) {
        let state = self.state;
        let (style, image) = (state.drama.style, &self.models.image);
        let shots = || state.shots.iter();
        let cast: BTreeSet<_> = shots().flat_map(|shot| &shot.cast).collect();
        let scenes: BTreeSet<_> = shots().map(|shot| &shot.scene_id).collect();
        let props: BTreeSet<_> = shots().flat_map(|shot| &shot.props).collect();
        let mut wanted = Vec::new();
        for character in state.characters.iter().filter(|character| cast.contains(&character.id)) {
            wanted.push((Target::Character(character.id), character_image_inputs(character, style, image)));
        }
        for scene in state.scenes.iter().filter(|scene| scenes.contains(&scene.id)) {
            wanted.push((Target::Scene(scene.id), scene_image_inputs(&state.drama, scene, image)));
        }
        for prop in state.props.iter().filter(|prop| props.contains(&prop.id)) {
            wanted.push((Target::Prop(prop.id), prop_image_inputs(prop, style, image)));
        }
        for (target, inputs) in wanted {
            self.want(Stage::Parts, Operation::Image, target, Measure::ONE, Some(inputs), vec![]);
        }
    }

    fn shot(&mut self, at: usize) {
        let shot = &self.state.shots[at];
        let target = Target::Shot(shot.id);
        let pictures = self.made_here(shot_references(shot));
        let image =
            if pictures.is_empty() { shot_image_inputs(self.state, shot, &self.models.image) } else { None };
        self.want(Stage::Shots, Operation::Image, target, Measure::ONE, image, pictures);

        let voices = shot.lines.iter().map(|line| (Operation::Voice, Target::Line(line.id)));
        let before = self.made_here(voices.chain([(Operation::Image, target)]).collect());
        let clip = if before.is_empty() {
            clip_inputs(self.state, at, self.options, &self.models.video)
        } else {
            None
        };
        let size = Measure::of_ms(i64::from(shot.planned_ms));
        self.want(Stage::Shots, Operation::Video, target, size, clip, before);
    }

    fn cut(&mut self, episode: Target) {
        let parts = self.state.shots.iter().flat_map(|shot| {
            let voices = shot.lines.iter().map(|line| (Operation::Voice, Target::Line(line.id)));
            voices.chain([(Operation::Video, Target::Shot(shot.id))])
        });
        let before = self.made_here(parts.collect());
        let inputs = if before.is_empty() {
            cut_inputs(self.state, self.options, &self.models.composer)
        } else {
            None
        };
        let done = self.state.cut.as_ref().map(|cut| cut.provenance.hash);
        if done.is_none() || done != inputs.as_ref().map(|inputs| inputs.hash) {
            let ms = self.state.shots.iter().map(|s| i64::from(s.measured_ms.unwrap_or(s.planned_ms))).sum();
            let size = Measure::of_ms(ms);
            self.push(Stage::Shots, Operation::Cut, episode, size, inputs, before);
        }
    }

    /// Of these, the ones that this plan makes; each once, and one that is the same as another as that one.
    fn made_here(&self, parts: Vec<(Operation, Target)>) -> Vec<(Operation, Target)> {
        let mut made = Vec::new();
        for (operation, target) in parts {
            let part = (operation, *self.same.get(&target).unwrap_or(&target));
            if self.making.contains(&part) && !made.contains(&part) {
                made.push(part);
            }
        }
        made
    }

    /// A step, unless the selected take was made from just these inputs.
    fn want(
        &mut self,
        stage: Stage,
        operation: Operation,
        target: Target,
        size: Measure,
        inputs: Option<Provenance>,
        after: Vec<(Operation, Target)>,
    ) {
        let current =
            inputs.as_ref().is_some_and(|inputs| self.state.current(operation, target, inputs).is_some());
        if !current {
            self.push(stage, operation, target, size, inputs, after);
        }
    }

    fn push(
        &mut self,
        stage: Stage,
        operation: Operation,
        target: Target,
        size: Measure,
        inputs: Option<Provenance>,
        after: Vec<(Operation, Target)>,
    ) {
        self.making.insert((operation, target));
        self.steps.push(Step { stage, operation, target, size, inputs, after });
    }
}

fn shot_references(shot: &Shot) -> Vec<(Operation, Target)> {
    let cast = shot.cast.iter().map(|id| Target::Character(*id));
    let props = shot.props.iter().map(|id| Target::Prop(*id));
    let targets = cast.chain(props).chain([Target::Scene(shot.scene_id)]);
    targets.map(|target| (Operation::Image, target)).collect()
}
