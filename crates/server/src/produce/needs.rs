use crate::{Settings, house::ffmpeg};
use xinggen_animatic::{AnimaticImages, AnimaticVoices};

/// What is missing on this machine, one line each that says what to do.
pub(crate) async fn missing_programs(settings: &Settings) -> Vec<String> {
    let checks = [
        ffmpeg(settings).check().await.err(),
        AnimaticVoices::new(&settings.programs.espeak).check().await.err(),
        AnimaticImages::new().check().await.err(),
    ];
    checks.into_iter().flatten().map(|error| error.message).collect()
}
