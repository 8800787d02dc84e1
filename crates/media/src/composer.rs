//! Cuts from clips: pictures are copied, only joints are ever encoded, once each.

mod joint;
mod poster;
mod sequence;

use crate::{
    ass,
    ffmpeg::{Ffmpeg, Part, Stage, disk, invalid, unknown, workshop},
    picture::whole_frames,
    sound,
};
use async_trait::async_trait;
use std::path::Path;
use xinggen_domain::{
    error::VendorError,
    ports::{ComposedCut, Composer, CutRequest, JointRequest, Progress},
    provenance::ModelRef,
    time::Millis,
};

/// Cuts with ffmpeg.
#[derive(Debug, Clone)]
pub struct FfmpegComposer {
    ffmpeg: Ffmpeg,
}

impl FfmpegComposer {
    /// A composer that runs this ffmpeg.
    #[must_use]
    pub fn new(ffmpeg: Ffmpeg) -> Self {
        Self { ffmpeg }
    }

    /// Copies pictures and sound into one MP4 and takes the poster from it. Returns how long it came out.
    async fn put_together(
        &self,
        request: &CutRequest,
        folder: &Path,
        sound: &Path,
        stage: Stage<'_>,
    ) -> Result<Millis, VendorError> {
        let frames = whole_frames(request.duration_ms)
            .ok_or_else(|| invalid(format!("a cut cannot last {} ms", request.duration_ms)))?;
        let list = folder.join("sequence.txt");
        write(&list, &sequence::list(request)?).await?;
        let part = Part::of(&request.video)?;
        let follow = |made| stage.report(made, frames);
        self.ffmpeg
            .call("error")
            .words("-f concat -safe 0")
            .input(&list)
            .input(sound)
            .words("-map 0:v:0 -map 1:a:0 -c copy")
            .mp4(request.label.as_ref())
            .option("-metadata", format!("title={}", request.title))
            .file(part.path())
            .followed(&follow)
            .run()
            .await?;
        let poster = poster::render(&self.ffmpeg, part.path(), request);
        let (facts, ()) = tokio::try_join!(self.ffmpeg.probe(part.path()), poster)?;
        let made = facts.video.and_then(|video| video.frames).unwrap_or(0);
        if made != frames {
            return Err(unknown(format!(
                "the cut came out with {made} frames instead of {frames}: a clip or a joint is not as long as it \
                 was said to be"
            )));
        }
        part.finish()?;
        Ok(facts.duration_ms)
    }
}

#[async_trait]
impl Composer for FfmpegComposer {
    fn model(&self) -> ModelRef {
        ModelRef::new("ffmpeg", "cut-1")
    }

    async fn join(&self, request: &JointRequest) -> Result<u32, VendorError> {
        joint::render(&self.ffmpeg, request).await
    }

    async fn compose(
        &self,
        request: &CutRequest,
        progress: &dyn Progress,
    ) -> Result<ComposedCut, VendorError> {
        let folder = workshop(&request.video)?;
        let sound = folder.path().join("sound.mp4");
        let stage = Stage::new(progress, 0, 60, "");
        sound::make(&self.ffmpeg, &request.voices, request.duration_ms, &sound, stage).await?;
        let stage = Stage::new(progress, 60, 95, "");
        let duration_ms = self.put_together(request, folder.path(), &sound, stage).await?;
        let subtitles = Part::of(&request.ass)?;
        write(subtitles.path(), &ass::document(&request.title, request.size, &request.cues)).await?;
        subtitles.finish()?;
        progress.report(100, "");
        // Joints were encoded before, by `join`; here every picture was copied.
        Ok(ComposedCut { duration_ms, frames_encoded: 0 })
    }
}

async fn write(file: &Path, text: &str) -> Result<(), VendorError> {
    tokio::fs::write(file, text).await.map_err(|error| disk(file, error))
}
