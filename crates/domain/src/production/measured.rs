use super::{EpisodeState, voice_inputs};
use crate::{
    ShotId,
    engine::ModelRef,
    operation::{Operation, Target},
    storyboard::measure,
};

impl EpisodeState {
    /// Gives shots their measured durations once every line has a voice of this model that is current; `new_id` names the
    /// shots that a long one is divided into. True when that changed something.
    pub fn measure_shots(&mut self, speech: &ModelRef, new_id: impl FnMut() -> ShotId) -> bool {
        let Some(script) = &self.script else {
            return false;
        };
        let spoken = self.lines().all(|line| {
            self.voice_of(line).is_some_and(|voice| {
                let inputs = voice_inputs(line, voice, script.language, speech);
                self.current(Operation::Voice, Target::Line(line.id), &inputs).is_some()
            })
        });
        if !spoken || self.shots.is_empty() {
            return false;
        }
        let measured = measure(self.shots.clone(), &self.voice_durations(), new_id);
        let changed = measured != self.shots;
        self.shots = measured;
        changed
    }
}
