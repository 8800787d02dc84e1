//! The voices that can be cast, and how each of them sounds.

use crate::Ports;
use async_lock::Mutex as Turn;
use bytes::Bytes;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use xinggen_domain::{
    casting::Voice, character::VoiceId, engine::ModelRef, error::VendorError, label::ContentLabel,
    limits::Problem, ports::SpeechRequest, script::Language,
};

/// Why there is no sample.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// There is no such voice, or it does not speak this language.
    #[error("no such voice")]
    NotFound,
    /// The voice could not be heard.
    #[error(transparent)]
    Vendor(#[from] VendorError),
}

type Samples = HashMap<(VoiceId, Language), Bytes>;

/// Lists voices and lets them be heard.
///
/// A sample is spoken when it is first asked for and kept in memory: there are as many as voices and languages, of a few
/// hundred kilobytes each. One is spoken at a time, however many ask.
#[derive(Clone)]
pub struct Voices {
    ports: Ports,
    samples: Arc<Mutex<Samples>>,
    turn: Arc<Turn<()>>,
}

impl Voices {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports, samples: Arc::default(), turn: Arc::default() }
    }

    /// What speaks, and its voices in the order in which they are given out.
    #[must_use]
    pub fn list(&self) -> (ModelRef, Vec<Voice>) {
        let speech = &self.ports.vendors.speech;
        (speech.model(), speech.voices())
    }

    /// A sentence in this voice: a WAV file, labelled as generated unless labels are off.
    ///
    /// # Errors
    /// See [`SampleError`].
    pub async fn sample(&self, voice: VoiceId, language: Language) -> Result<Bytes, SampleError> {
        let (_, voices) = self.list();
        let speaks = |known: &Voice| known.id == voice && known.languages.contains(&language);
        if !voices.iter().any(speaks) {
            return Err(SampleError::NotFound);
        }
        let key = (voice, language);
        if let Some(sample) = self.kept().get(&key) {
            return Ok(sample.clone());
        }
        let _turn = self.turn.lock().await;
        if let Some(sample) = self.kept().get(&key) {
            return Ok(sample.clone());
        }
        let sample = self.speak(&key.0, language).await?;
        self.kept().insert(key, sample.clone());
        Ok(sample)
    }

    fn kept(&self) -> MutexGuard<'_, Samples> {
        self.samples.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn speak(&self, voice: &VoiceId, language: Language) -> Result<Bytes, VendorError> {
        let vendors = &self.ports.vendors;
        let text = crate::wording::voice_sample(language).to_owned();
        let speech = vendors.speech.speak(&SpeechRequest { text, voice: voice.clone(), language }).await?;
        let Some(producer) = &vendors.producer else { return Ok(speech.wav) };
        let label = ContentLabel::new(producer, format!("voice-{}-{language}", voice.0));
        vendors.labeller.label(speech.wav, "audio/wav", &label).await
    }
}

/// A voice, if what speaks has it.
pub(crate) fn offered_voice(ports: &Ports, voice: VoiceId) -> Result<VoiceId, Problem> {
    let has = ports.vendors.speech.voices().iter().any(|offered| offered.id == voice);
    if has { Ok(voice) } else { Err(Problem::Unknown) }
}
