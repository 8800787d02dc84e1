//! One thing made on its own, because somebody asked for it: how much it is, and what it still needs.

use super::{
    CutOptions, EpisodeState, Part, PartState, Step, character_image_inputs, clip_inputs, cut_inputs,
    prop_image_inputs, scene_image_inputs, script_inputs, shot_image_inputs, storyboard_inputs, voice_inputs,
};
use crate::{
    CharacterId, LineId, ShotId,
    engine::Models,
    operation::{Operation, Stage, Target},
    pricing::Measure,
    provenance::Provenance,
    shot::{Line, Shot},
};

/// What has to be there before something can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The episode has no text.
    Text,
    /// The episode has no shots.
    Shots,
    /// The shot has no line to speak.
    Lines,
    /// This character, or nobody for the narrator, has no voice.
    Voice(Option<CharacterId>),
    /// This has to be made before.
    Result(Operation, Target),
}

/// One thing to be made on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Single {
    /// What to make, and how much of it.
    pub step: Step,
    /// What it still needs; nothing when it can be made.
    pub missing: Vec<Missing>,
}

/// What it takes to make one thing of an episode, however current the one that is there may be. A voice for a
/// shot is a voice for each of its lines. None when this episode has no such target, or the operation makes
/// nothing for targets of this kind.
#[must_use]
pub fn single(
    state: &EpisodeState,
    models: &Models,
    options: CutOptions,
    operation: Operation,
    target: Target,
) -> Option<Single> {
    let asked = Asked { state, models, options };
    match (operation, target) {
        (Operation::Script, Target::Episode(id)) if id == state.episode.id => Some(asked.script()),
        (Operation::Storyboard, Target::Episode(id)) if id == state.episode.id => Some(asked.storyboard()),
        (Operation::Cut, Target::Episode(id)) if id == state.episode.id => Some(asked.cut()),
        (Operation::Voice, Target::Line(id)) => asked.line(id),
        (Operation::Voice, Target::Shot(id)) => asked.lines(id),
        (Operation::Image, Target::Shot(id)) => asked.image(id),
        (Operation::Video, Target::Shot(id)) => asked.video(id),
        _ => None,
    }
}

/// A picture of a character, a scene or a prop; nothing else has to be there for it.
#[must_use]
pub fn single_picture(PartState { drama, part }: &PartState, models: &Models) -> Step {
    let image = &models.image;
    let inputs = match part {
        Part::Character(character) => character_image_inputs(character, drama.style, image),
        Part::Scene(scene) => scene_image_inputs(drama, scene, image),
        Part::Prop(prop) => prop_image_inputs(prop, drama.style, image),
    };
    step(Stage::Parts, Operation::Image, part.target(), Measure::ONE, Some(inputs))
}

struct Asked<'a> {
    state: &'a EpisodeState,
    models: &'a Models,
    options: CutOptions,
}

impl Asked<'_> {
    fn episode(&self) -> Target {
        Target::Episode(self.state.episode.id)
    }

    fn source(&self) -> Measure {
        Measure::of_characters(self.state.episode.source.chars().count() as i64)
    }

    fn script(&self) -> Single {
        let inputs = Some(script_inputs(self.state, &self.models.text));
        let empty = self.state.episode.source.trim().is_empty();
        Single {
            step: step(Stage::Script, Operation::Script, self.episode(), self.source(), inputs),
            missing: if empty { vec![Missing::Text] } else { vec![] },
        }
    }

    fn storyboard(&self) -> Single {
        let inputs = storyboard_inputs(self.state, &self.models.text);
        Single {
            step: step(Stage::Storyboard, Operation::Storyboard, self.episode(), self.source(), inputs),
            missing: self.unwritten(),
        }
    }

    fn line(&self, id: LineId) -> Option<Single> {
        let line = self.state.lines().find(|line| line.id == id)?;
        let size = Measure::of_characters(line.text.chars().count() as i64);
        let step = step(Stage::Parts, Operation::Voice, Target::Line(id), size, self.voice(line));
        Some(Single { step, missing: self.unspeakable(std::slice::from_ref(line)) })
    }

    fn lines(&self, id: ShotId) -> Option<Single> {
        let (_, shot) = self.shot(id)?;
        let characters = shot.lines.iter().map(|line| line.text.chars().count() as i64).sum();
        let size = Measure::of_characters(characters);
        let mut missing = self.unspeakable(&shot.lines);
        if shot.lines.is_empty() {
            missing.push(Missing::Lines);
        }
        Some(Single { step: step(Stage::Parts, Operation::Voice, Target::Shot(id), size, None), missing })
    }

    fn image(&self, id: ShotId) -> Option<Single> {
        let (_, shot) = self.shot(id)?;
        let scene = [Target::Scene(shot.scene_id)];
        let cast = shot.cast.iter().map(|id| Target::Character(*id));
        let props = shot.props.iter().map(|id| Target::Prop(*id));
        let missing = scene.into_iter().chain(cast).chain(props);
        let missing = missing.filter_map(|target| self.unmade(Operation::Image, target)).collect();
        let inputs = shot_image_inputs(self.state, shot, &self.models.image);
        let target = Target::Shot(id);
        Some(Single { step: step(Stage::Shots, Operation::Image, target, Measure::ONE, inputs), missing })
    }

    fn video(&self, id: ShotId) -> Option<Single> {
        let (at, shot) = self.shot(id)?;
        let target = Target::Shot(id);
        let mut missing: Vec<Missing> = self.unmade(Operation::Image, target).into_iter().collect();
        if shot.measured_ms.is_none() {
            missing.extend(self.unspoken());
        }
        let inputs = clip_inputs(self.state, at, self.options, &self.models.video);
        let size = Measure::of_ms(i64::from(shot.planned_ms));
        Some(Single { step: step(Stage::Shots, Operation::Video, target, size, inputs), missing })
    }

    fn cut(&self) -> Single {
        let state = self.state;
        let clips = state.shots.iter().map(|shot| (Operation::Video, Target::Shot(shot.id)));
        let voices = state.lines().map(|line| (Operation::Voice, Target::Line(line.id)));
        let parts = clips.chain(voices);
        let mut missing: Vec<Missing> =
            parts.filter_map(|(operation, target)| self.unmade(operation, target)).collect();
        if state.shots.is_empty() {
            missing.push(Missing::Shots);
        } else if missing.is_empty() && state.shots.iter().any(|shot| shot.measured_ms.is_none()) {
            missing.extend(self.unspoken());
        }
        let ms = state.shots.iter().map(|shot| i64::from(shot.measured_ms.unwrap_or(shot.planned_ms))).sum();
        let size = Measure::of_ms(ms);
        let inputs = cut_inputs(state, self.options, &self.models.composer);
        Single { step: step(Stage::Shots, Operation::Cut, self.episode(), size, inputs), missing }
    }

    fn shot(&self, id: ShotId) -> Option<(usize, &Shot)> {
        self.state.shots.iter().enumerate().find(|(_, shot)| shot.id == id)
    }

    fn voice(&self, line: &Line) -> Option<Provenance> {
        let (script, voice) = (self.state.script.as_ref()?, self.state.voice_of(line)?);
        Some(voice_inputs(line, voice, script.language, &self.models.speech))
    }

    fn unmade(&self, operation: Operation, target: Target) -> Option<Missing> {
        let made = self.state.file(operation, target).is_some();
        (!made).then_some(Missing::Result(operation, target))
    }

    fn unwritten(&self) -> Vec<Missing> {
        let script = Missing::Result(Operation::Script, self.episode());
        if self.state.script.is_none() { vec![script] } else { vec![] }
    }

    /// Why these lines cannot be spoken.
    fn unspeakable(&self, lines: &[Line]) -> Vec<Missing> {
        let mut missing = self.unwritten();
        for line in lines.iter().filter(|line| self.state.voice_of(line).is_none()) {
            let voice = Missing::Voice(line.speaker);
            if !missing.contains(&voice) {
                missing.push(voice);
            }
        }
        missing
    }

    /// The voices that have to be made before shots can be measured.
    fn unspoken(&self) -> Vec<Missing> {
        let current = |line: &&Line| {
            let target = Target::Line(line.id);
            let voice = self.voice(line);
            voice.is_some_and(|inputs| self.state.current(Operation::Voice, target, &inputs).is_some())
        };
        let voice = |line: &Line| Missing::Result(Operation::Voice, Target::Line(line.id));
        let lines = self.state.lines().filter(|line| !current(line)).map(voice);
        self.unwritten().into_iter().chain(lines).collect()
    }
}

fn step(
    stage: Stage,
    operation: Operation,
    target: Target,
    size: Measure,
    inputs: Option<Provenance>,
) -> Step {
    Step { stage, operation, target, size, inputs, after: vec![] }
}
