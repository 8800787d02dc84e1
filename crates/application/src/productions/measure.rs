use super::Productions;
use xinggen_domain::{
    error::StoreError,
    job::Operation,
    ports::TenantTx,
    production::{EpisodeState, Models, voice_inputs},
    storyboard::measure,
    take::Target,
};

impl Productions {
    /// Gives shots their measured durations once every line has a current voice. True when that changed
    /// something.
    pub(super) async fn measure_shots(
        &self,
        tx: &mut dyn TenantTx,
        state: &EpisodeState,
        models: &Models,
    ) -> Result<bool, StoreError> {
        let Some(script) = &state.script else {
            return Ok(false);
        };
        let spoken = state.lines().all(|line| {
            state.voice_of(line).is_some_and(|voice| {
                let inputs = voice_inputs(line, voice, script.language, &models.speech);
                state.current(Operation::Voice, Target::Line(line.id), &inputs).is_some()
            })
        });
        if !spoken || state.shots.is_empty() {
            return Ok(false);
        }
        let measured = measure(state.shots.clone(), &state.voice_durations(), || self.ports.ids.id());
        if measured == state.shots {
            return Ok(false);
        }
        tx.shots().replace(state.episode.id, measured).await?;
        Ok(true)
    }
}
