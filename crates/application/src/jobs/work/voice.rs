use super::{Facts, Made, MadeTake, Work, WorkError};
use crate::jobs::Gone;
use xinggen_domain::{
    LineId, ShotId,
    asset::MediaKind,
    ports::SpeechRequest,
    pricing::Measure,
    production::{EpisodeState, voice_inputs},
    shot::Line,
    take::Target,
};

impl Work<'_, EpisodeState> {
    pub(super) async fn voice(&self, id: LineId) -> Result<Made, WorkError> {
        let line = self.state.lines().find(|line| line.id == id).ok_or(Gone::Line)?;
        let (take, delivered) = self.speak(line).await?;
        Ok(Made::Takes { takes: vec![take], delivered })
    }

    /// A voice for every line of a shot.
    pub(super) async fn voices(&self, id: ShotId) -> Result<Made, WorkError> {
        let shot = self.state.shots.iter().find(|shot| shot.id == id);
        let shot = shot.ok_or(Gone::Shot)?;
        let mut takes = Vec::with_capacity(shot.lines.len());
        let mut delivered = Measure::ONE;
        for (line, done) in shot.lines.iter().zip(0..) {
            self.progress.report((done * 100 / shot.lines.len()) as u8, "");
            let (take, of_line) = self.speak(line).await?;
            takes.push(take);
            delivered = delivered.within_one_job(of_line);
        }
        Ok(Made::Takes { takes, delivered })
    }

    async fn speak(&self, line: &Line) -> Result<(MadeTake, Measure), WorkError> {
        let vendors = &self.ports.vendors;
        let voice = self.state.voice_of(line).ok_or(WorkError::Missing("the voice"))?;
        let script = self.state.script.as_ref().ok_or(WorkError::Missing("the script"))?;
        let request =
            SpeechRequest { text: line.text.clone(), voice: voice.clone(), language: script.language };
        let speech = vendors.speech.speak(&request).await?;
        let asset_id = self.ports.ids.id();
        let wav = match self.label(asset_id) {
            Some(label) => vendors.labeller.label(speech.wav, "audio/wav", &label).await?,
            None => speech.wav,
        };
        let key = self.key(asset_id, "wav");
        let stored = self.ports.blobs.put(&key, wav).await?;
        let facts = Facts {
            kind: MediaKind::Audio,
            mime: "audio/wav",
            size: None,
            duration_ms: Some(speech.duration_ms),
        };
        let take = MadeTake {
            target: Target::Line(line.id),
            asset: self.asset(asset_id, key, stored, facts),
            provenance: voice_inputs(line, voice, script.language, &vendors.speech.model()),
            marks: speech.marks,
        };
        let characters = line.text.chars().count() as i64;
        Ok((take, Measure { ms: i64::from(speech.duration_ms), ..Measure::of_characters(characters) }))
    }
}
