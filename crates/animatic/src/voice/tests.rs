//! The real program speaks here; what it says is measured.

mod measure;
mod speaking;
mod timbres;

use super::AnimaticVoices;
use xinggen_domain::{
    character::VoiceId,
    error::VendorError,
    ports::{Speech, SpeechModel, SpeechRequest},
    script::Language,
};

async fn speak(voice: &str, language: Language, text: &str) -> Result<Speech, VendorError> {
    let request = SpeechRequest { text: text.to_owned(), voice: VoiceId(voice.to_owned()), language };
    AnimaticVoices::default().speak(&request).await
}

/// The samples of a voice, checked against what a [`Speech`] promises.
fn samples(speech: &Speech) -> Vec<f32> {
    let mut reader = hound::WavReader::new(speech.wav.as_ref()).expect("a WAV file");
    let spec = reader.spec();
    assert_eq!((spec.channels, spec.bits_per_sample, spec.sample_rate), (1, 16, 24_000));
    let samples: Vec<f32> =
        reader.samples::<i16>().map(|s| f32::from(s.expect("a sample")) / 32_768.0).collect();
    assert_eq!(samples.len(), speech.duration_ms as usize * 24, "the duration is exact");
    samples
}
