use super::{Made, Work, WorkError, unusable};
use crate::wording;
use xinggen_domain::{
    error::{VendorError, VendorErrorClass},
    fuel::Fuel,
    plan::DramaPart,
    ports::ScriptRequest,
    production::{EpisodeState, script_inputs},
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
