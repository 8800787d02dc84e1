use crate::{
    casting::Voice, character::VoiceId, engine::ModelRef, error::VendorError, script::Language,
    subtitle::SpeechMark, time::Millis,
};
use async_trait::async_trait;
use bytes::Bytes;

/// Words to be spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeechRequest {
    /// The words.
    pub text: String,
    /// By which voice.
    pub voice: VoiceId,
    /// In which language.
    pub language: Language,
}

/// Spoken words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// A WAV file, 16 bit, one channel.
    pub wav: Bytes,
    /// How long it is; sound begins within 50 ms and lasts to the end but for 200 ms.
    pub duration_ms: Millis,
    /// When which words are spoken, in order; at least the start of every clause, when the vendor can tell.
    pub marks: Vec<SpeechMark>,
}

/// Speaks.
#[async_trait]
pub trait SpeechModel: Send + Sync {
    /// Which model it is; part of every provenance.
    fn model(&self) -> ModelRef;

    /// The voices on offer, in the order in which they should be given out.
    fn voices(&self) -> Vec<Voice>;

    /// Speaks some words.
    async fn speak(&self, request: &SpeechRequest) -> Result<Speech, VendorError>;
}
