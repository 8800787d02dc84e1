use super::{Facts, Made, MadeTake, Work, WorkError};
use crate::jobs::Gone;
use xinggen_domain::{
    SceneId, ShotId,
    asset::MediaKind,
    character::Character,
    job::Operation,
    ports::{Figure, Frame, ImageRequest, ImageSubject, Person, Place, Reference},
    pricing::Measure,
    production::{EpisodeState, shot_image_inputs},
    provenance::Provenance,
    scene::Scene,
    shot::Shot,
    take::Target,
};

impl<S: Sync> Work<'_, S> {
    /// Asks for a picture, labels and stores it.
    pub(super) async fn draw(
        &self,
        target: Target,
        request: ImageRequest,
        provenance: Provenance,
    ) -> Result<Made, WorkError> {
        let vendors = &self.ports.vendors;
        let drawn = self.images.draw(&request, self.progress).await?;
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
        let asset = self.asset(asset_id, key, stored, facts);
        let take = MadeTake { target, asset, provenance, marks: Vec::new() };
        Ok(Made::Takes { takes: vec![take], delivered: Measure::ONE })
    }
}

impl Work<'_, EpisodeState> {
    /// The picture of a shot.
    pub(super) async fn frame(&self, id: ShotId) -> Result<Made, WorkError> {
        let (state, model) = (self.state, &self.models.image);
        let shot = state.shots.iter().find(|shot| shot.id == id).ok_or(Gone::Shot)?;
        let inputs = shot_image_inputs(state, shot, model)
            .ok_or(WorkError::Missing("a picture of the cast or the scene"))?;
        let request = ImageRequest {
            subject: ImageSubject::Shot(Box::new(self.composition(shot)?)),
            prompt: shot.image_prompt.clone(),
            style: state.drama.style,
            size: state.drama.aspect.still(),
            references: self.references(shot).await?,
        };
        self.draw(Target::Shot(id), request, inputs).await
    }

    fn scene(&self, id: SceneId) -> Result<&Scene, WorkError> {
        self.state.scenes.iter().find(|scene| scene.id == id).ok_or(WorkError::Gone(Gone::SceneOfShot))
    }

    fn composition(&self, shot: &Shot) -> Result<Frame, WorkError> {
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

    /// The pictures that a shot's image must agree with: its cast, whose faces are missed first where a model takes only a
    /// few, then its scene, then its props.
    async fn references(&self, shot: &Shot) -> Result<Vec<Reference>, WorkError> {
        let scene = [(self.scene(shot.scene_id)?.place.clone(), Target::Scene(shot.scene_id))];
        let cast = shot.cast.iter().filter_map(|id| self.state.character(*id));
        let cast = cast.map(|character| (character.name.clone(), Target::Character(character.id)));
        let props = shot.props.iter().filter_map(|id| self.state.props.iter().find(|prop| prop.id == *id));
        let props = props.map(|prop| (prop.name.clone(), Target::Prop(prop.id)));
        let mut references = Vec::new();
        for (name, target) in cast.chain(scene).chain(props) {
            let file = self.state.file(Operation::Image, target);
            let file = file.ok_or(WorkError::Missing("a picture of the cast or the scene"))?;
            references.push(Reference { name, image: self.ports.blobs.get(&file.key).await? });
        }
        Ok(references)
    }
}

pub(super) fn person(character: &Character) -> Person {
    Person {
        name: character.name.clone(),
        gender: character.gender,
        age: character.age,
        description: character.description.clone(),
    }
}

pub(super) fn place(scene: &Scene) -> Place {
    Place {
        place: scene.place.clone(),
        interior: scene.interior,
        time_of_day: scene.time_of_day,
        weather: scene.weather,
        description: scene.description.clone(),
    }
}
