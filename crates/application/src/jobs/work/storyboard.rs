use super::{Made, Work, WorkError, unusable};
use xinggen_domain::{
    CharacterId, PropId, SceneId,
    fuel::Fuel,
    ports::StoryboardRequest,
    production::{EpisodeState, storyboard_inputs},
};

/// Whom and what the indices of a draft point at: the drama's lists as they were when it was asked for.
#[derive(Clone)]
pub(in crate::jobs) struct Indexed {
    pub(in crate::jobs) cast: Vec<CharacterId>,
    pub(in crate::jobs) scenes: Vec<SceneId>,
    pub(in crate::jobs) props: Vec<PropId>,
}

impl Work<'_, EpisodeState> {
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
