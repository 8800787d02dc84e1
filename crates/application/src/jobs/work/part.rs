//! Pictures of what a drama is made of: characters, scenes, props. They need no episode.

use super::{
    Made, Work, WorkError,
    picture::{person, place},
};
use xinggen_domain::{
    drama::FrameSize,
    ports::{ImageRequest, ImageSubject},
    production::{Part, PartState, single_picture},
};

/// The size of a picture of a person or a thing alone.
const ALONE: FrameSize = FrameSize { width: 1080, height: 1080 };

impl Work<'_, PartState> {
    pub(in crate::jobs) async fn part(&self) -> Result<Made, WorkError> {
        let PartState { drama, part } = self.state;
        let (subject, prompt, size) = match part {
            Part::Character(character) => {
                let prompt = format!("{} {}", character.name, character.description);
                (ImageSubject::Character(person(character)), prompt, ALONE)
            }
            Part::Scene(scene) => {
                let prompt = format!("{} {}", scene.place, scene.description);
                (ImageSubject::Scene(place(scene)), prompt, drama.aspect.still())
            }
            Part::Prop(prop) => {
                let prompt = format!("{} {}", prop.name, prop.description);
                let (name, description) = (prop.name.clone(), prop.description.clone());
                (ImageSubject::Prop { name, description }, prompt, ALONE)
            }
        };
        let step = single_picture(self.state, &self.models);
        let inputs = step.inputs.ok_or(WorkError::Missing("something to draw"))?;
        let request = ImageRequest { subject, prompt, style: drama.style, size, references: vec![] };
        self.draw(part.target(), request, inputs).await
    }
}
