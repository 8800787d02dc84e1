use super::{Delivered, Facts, Made, Work, WorkError};
use xinggen_domain::{LineId, asset::MediaKind, ports::SpeechRequest, production::voice_inputs};

impl Work<'_> {
    pub(super) async fn voice(&self, id: LineId) -> Result<Made, WorkError> {
        let vendors = &self.ports.vendors;
        let line = self.state.lines().find(|line| line.id == id).ok_or(WorkError::Missing("the line"))?;
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
        Ok(Made::File {
            asset: self.asset(asset_id, key, stored, facts),
            provenance: voice_inputs(line, voice, script.language, &vendors.speech.model()),
            marks: speech.marks,
            delivered: Delivered {
                characters: line.text.chars().count() as i64,
                ms: i64::from(speech.duration_ms),
            },
        })
    }
}
