use super::{Made, Work, WorkError, storyboard::Indexed};
use crate::wording;
use xinggen_domain::{
    error::{VendorError, VendorErrorClass},
    fuel::Fuel,
    plan::DramaPart,
    ports::{ScriptRequest, StoryboardRequest},
    production::{EpisodeState, script_inputs, storyboard_inputs},
    script::DraftError,
};

impl Work<'_, EpisodeState> {
    pub(super) async fn script(&self) -> Result<Made, WorkError> {
        let text = &self.ports.vendors.text;
        readable(self.state)?;
        let request =
            ScriptRequest { source: self.state.episode.source.clone(), known: self.state.characters.clone() };
        let fuel = Fuel::for_bytes(request.bytes());
        // A job that is dropped, cancelled or timed out must not go on computing.
        let _stop = fuel.stop_on_drop();
        let draft = text.write_script(&request, &fuel, self.progress).await?;
        draft.check().map_err(unusable)?;
        let provenance = script_inputs(self.state, &text.model());
        let characters = request.source.chars().count() as i64;
        Ok(Made::Script { draft, provenance, characters })
    }

    pub(super) async fn storyboard(&self) -> Result<Made, WorkError> {
        let (text, state) = (&self.ports.vendors.text, self.state);
        let script = state.script.clone().ok_or(WorkError::Missing("the script"))?;
        let provenance = storyboard_inputs(state, &text.model()).ok_or(WorkError::Missing("the script"))?;
        let beats = script.beats.len();
        let request = StoryboardRequest {
            script,
            cast: state.characters.clone(),
            scenes: state.scenes.clone(),
            props: state.props.clone(),
            aspect: state.drama.aspect,
            style: state.drama.style,
        };
        let fuel = Fuel::for_bytes(request.bytes());
        let _stop = fuel.stop_on_drop();
        let draft = text.draw_storyboard(&request, &fuel, self.progress).await?;
        draft
            .check(beats, request.scenes.len(), request.cast.len(), request.props.len())
            .map_err(unusable)?;
        let indexed = Indexed {
            cast: request.cast.iter().map(|character| character.id).collect(),
            scenes: request.scenes.iter().map(|scene| scene.id).collect(),
            props: request.props.iter().map(|prop| prop.id).collect(),
        };
        Ok(Made::Storyboard { draft, indexed, provenance })
    }
}

/// Orders are refused where a drama has more than its plan allows, but many that were ordered before may have brought
/// people, scenes and props since. Beyond what a drama can have, no text is read.
fn readable(state: &EpisodeState) -> Result<(), VendorError> {
    let has = [
        (DramaPart::Characters, state.characters.len()),
        (DramaPart::Scenes, state.scenes.len()),
        (DramaPart::Props, state.props.len()),
    ];
    match has.into_iter().find(|(part, count)| *count > part.most() as usize) {
        Some((part, count)) => {
            Err(VendorError::new(VendorErrorClass::Invalid, wording::too_many_to_read(part, count)))
        }
        None => Ok(()),
    }
}

/// A broken answer may come out better the next time.
fn unusable(fault: DraftError) -> VendorError {
    VendorError::caused_by(
        VendorErrorClass::Unknown,
        format!("the model's answer is unusable: {fault}"),
        fault,
    )
}
