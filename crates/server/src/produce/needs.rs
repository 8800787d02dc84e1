use crate::{Settings, house::ffmpeg};
use xinggen_animatic::{AnimaticImages, AnimaticVoices};
use xinggen_domain::{
    drama::{FrameSize, Style},
    error::VendorError,
    ports::{ImageModel as _, ImageRequest, ImageSubject, Silent, SpeechModel as _, SpeechRequest},
    script::Language,
};

/// What does not work on this machine, one line each that says what to do. It is tried, not looked up: a word is
/// spoken and a small picture drawn.
pub(crate) async fn missing_programs(settings: &Settings) -> Vec<String> {
    let tried = [ffmpeg(settings).check().await.map(|_| ()), speak(settings).await, draw().await];
    tried.into_iter().filter_map(Result::err).map(|error| error.message).collect()
}

async fn speak(settings: &Settings) -> Result<(), VendorError> {
    let voices = AnimaticVoices::new(&settings.programs.espeak);
    let Some(voice) = voices.voices().into_iter().next() else {
        return Ok(());
    };
    let word = SpeechRequest { text: "好".to_owned(), voice: voice.id, language: Language::Chinese };
    voices.speak(&word).await.map(|_| ())
}

async fn draw() -> Result<(), VendorError> {
    let picture = ImageRequest {
        subject: ImageSubject::Prop { name: "信".to_owned(), description: String::new() },
        prompt: String::new(),
        style: Style::Ink,
        size: FrameSize { width: 256, height: 256 },
        references: Vec::new(),
    };
    AnimaticImages::new()?.draw(&picture, &Silent).await.map(|_| ())
}
