//! Pictures of what a drama is made of: characters, scenes, props. They need no episode.

use super::{
    Made, Work, WorkError,
    picture::{person, place},
};
use xinggen_domain::{
    drama::FrameSize,
    ports::{ImageRequest, ImageSubject},
    production::{DramaState, single_picture},
    take::Target,
};

/// The size of a picture of a person or a thing alone.
const ALONE: FrameSize = FrameSize { width: 1080, height: 1080 };

impl Work<'_, DramaState> {
    pub(in crate::jobs) async fn part(&self, target: Target) -> Result<Made, WorkError> {
        let state = self.state;
        let (subject, prompt, size) = match target {
            Target::Character(id) => {
                let character = state.characters.iter().find(|character| character.id == id);
                let character = character.ok_or(WorkError::Missing("the character"))?;
                let prompt = format!("{} {}", character.name, character.description);
                (ImageSubject::Character(person(character)), prompt, ALONE)
            }
            Target::Scene(id) => {
                let scene = state.scenes.iter().find(|scene| scene.id == id);
                let scene = scene.ok_or(WorkError::Missing("the scene"))?;
                let prompt = format!("{} {}", scene.place, scene.description);
                (ImageSubject::Scene(place(scene)), prompt, state.drama.aspect.still())
            }
            Target::Prop(id) => {
                let prop = state.props.iter().find(|prop| prop.id == id);
                let prop = prop.ok_or(WorkError::Missing("the prop"))?;
                let prompt = format!("{} {}", prop.name, prop.description);
                let (name, description) = (prop.name.clone(), prop.description.clone());
                (ImageSubject::Prop { name, description }, prompt, ALONE)
            }
            Target::Episode(_) | Target::Shot(_) | Target::Line(_) => {
                return Err(WorkError::Missing("something to draw"));
            }
        };
        let step = single_picture(state, &self.ports.vendors.models(), target);
        let inputs = step.and_then(|step| step.inputs).ok_or(WorkError::Missing("something to draw"))?;
        let style = state.drama.style;
        self.draw(target, ImageRequest { subject, prompt, style, size, references: vec![] }, inputs).await
    }
}
