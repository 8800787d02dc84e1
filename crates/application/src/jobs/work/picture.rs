use super::{Delivered, Facts, Made, Work, WorkError};
use xinggen_domain::{
    asset::MediaKind,
    character::Character,
    drama::FrameSize,
    job::Operation,
    ports::{Figure, Frame, ImageRequest, ImageSubject, Person, Place, Reference},
    production::{character_image_inputs, prop_image_inputs, scene_image_inputs, shot_image_inputs},
    provenance::Provenance,
    scene::Scene,
    shot::Shot,
    take::Target,
};

/// The size of a picture of a person or a thing alone.
const ALONE: FrameSize = FrameSize { width: 1080, height: 1080 };

impl Work<'_> {
    pub(super) async fn picture(&self, target: Target) -> Result<Made, WorkError> {
        let vendors = &self.ports.vendors;
        let (request, provenance) = self.picture_request(target).await?;
        let drawn = vendors.image.draw(&request, self.progress).await?;
        let (mime, extension) =
            if drawn.mime == "image/jpeg" { ("image/jpeg", "jpg") } else { ("image/png", "png") };
        let asset_id = self.ports.ids.id();
        let bytes = match self.label(asset_id) {
            Some(label) => vendors.labeller.label(drawn.bytes, mime, &label).await?,
            None => drawn.bytes,
        };
        let key = self.key(asset_id, extension);
        let stored = self.ports.blobs.put(&key, bytes).await?;
        let facts = Facts { kind: MediaKind::Image, mime, size: Some(drawn.size), duration_ms: None };
        Ok(Made::File {
            asset: self.asset(asset_id, key, stored, facts),
            provenance,
            marks: Vec::new(),
            delivered: Delivered::nothing_counted(),
        })
    }

    async fn picture_request(&self, target: Target) -> Result<(ImageRequest, Provenance), WorkError> {
        let (state, model) = (self.state, self.ports.vendors.image.model());
        let (style, still) = (state.drama.style, state.drama.aspect.still());
        let request = |subject, prompt: &str, size, references| ImageRequest {
            subject,
            prompt: prompt.to_owned(),
            style,
            size,
            references,
        };
        match target {
            Target::Character(id) => {
                let character = state.character(id).ok_or(WorkError::Missing("the character"))?;
                let subject = ImageSubject::Character(person(character));
                let prompt = format!("{} {}", character.name, character.description);
                Ok((
                    request(subject, &prompt, ALONE, vec![]),
                    character_image_inputs(character, style, &model),
                ))
            }
            Target::Scene(id) => {
                let scene = self.scene(id)?;
                let prompt = format!("{} {}", scene.place, scene.description);
                let subject = ImageSubject::Scene(place(scene));
                Ok((request(subject, &prompt, still, vec![]), scene_image_inputs(state, scene, &model)))
            }
            Target::Prop(id) => {
                let prop = state.props.iter().find(|prop| prop.id == id);
                let prop = prop.ok_or(WorkError::Missing("the prop"))?;
                let prompt = format!("{} {}", prop.name, prop.description);
                let subject =
                    ImageSubject::Prop { name: prop.name.clone(), description: prop.description.clone() };
                Ok((request(subject, &prompt, ALONE, vec![]), prop_image_inputs(prop, style, &model)))
            }
            Target::Shot(id) => {
                let shot = state.shots.iter().find(|shot| shot.id == id);
                let shot = shot.ok_or(WorkError::Missing("the shot"))?;
                let inputs = shot_image_inputs(state, shot, &model)
                    .ok_or(WorkError::Missing("a picture of the cast or the scene"))?;
                let subject = ImageSubject::Shot(Box::new(self.frame(shot)?));
                let references = self.references(shot).await?;
                Ok((request(subject, &shot.image_prompt, still, references), inputs))
            }
            Target::Episode(_) | Target::Line(_) => Err(WorkError::Missing("something to draw")),
        }
    }

    fn scene(&self, id: xinggen_domain::SceneId) -> Result<&Scene, WorkError> {
        self.state.scenes.iter().find(|scene| scene.id == id).ok_or(WorkError::Missing("the scene"))
    }

    fn frame(&self, shot: &Shot) -> Result<Frame, WorkError> {
        let speaker = shot.on_screen_speaker();
        let cast = shot.cast.iter().filter_map(|id| self.state.character(*id));
        let props = shot.props.iter().filter_map(|id| self.state.props.iter().find(|prop| prop.id == *id));
        Ok(Frame {
            place: place(self.scene(shot.scene_id)?),
            size: shot.size,
            angle: shot.angle,
            cast: cast
                .map(|character| Figure {
                    person: person(character),
                    speaking: speaker == Some(character.id),
                })
                .collect(),
            props: props.map(|prop| prop.name.clone()).collect(),
            action: shot.action.clone(),
        })
    }

    /// The pictures that a shot's image must agree with: its scene, then its cast, then its props.
    async fn references(&self, shot: &Shot) -> Result<Vec<Reference>, WorkError> {
        let scene = [(self.scene(shot.scene_id)?.place.clone(), Target::Scene(shot.scene_id))];
        let cast = shot.cast.iter().filter_map(|id| self.state.character(*id));
        let cast = cast.map(|character| (character.name.clone(), Target::Character(character.id)));
        let props = shot.props.iter().filter_map(|id| self.state.props.iter().find(|prop| prop.id == *id));
        let props = props.map(|prop| (prop.name.clone(), Target::Prop(prop.id)));
        let mut references = Vec::new();
        for (name, target) in scene.into_iter().chain(cast).chain(props) {
            let file = self.state.file(Operation::Image, target);
            let file = file.ok_or(WorkError::Missing("a picture of the cast or the scene"))?;
            references.push(Reference { name, image: self.ports.blobs.get(&file.key).await? });
        }
        Ok(references)
    }
}

fn person(character: &Character) -> Person {
    Person {
        name: character.name.clone(),
        gender: character.gender,
        age: character.age,
        description: character.description.clone(),
    }
}

fn place(scene: &Scene) -> Place {
    Place {
        place: scene.place.clone(),
        interior: scene.interior,
        time_of_day: scene.time_of_day,
        weather: scene.weather,
        description: scene.description.clone(),
    }
}
