//! Clips from stills: a camera that moves over a picture. Frames are sampled here, with sub-pixel precision, and
//! handed to ffmpeg, which burns the subtitles in and encodes. ffmpeg's own filters either step by whole pixels
//! (`zoompan`, `crop`: a slow move trembles) or take ten times as long (`perspective`, an enlarged `zoompan`).

mod kernel;
mod path;
mod plane;
mod sampler;
mod still;

use crate::{
    ass,
    ffmpeg::{Feed, Ffmpeg, Part, Stage, disk, invalid, unknown, workshop},
    picture::whole_frames,
};
use async_trait::async_trait;
use memmap2::MmapMut;
use path::Path as CameraPath;
use sampler::{Sampler, Still};
use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};
use xinggen_domain::{
    drama::FrameSize,
    error::VendorError,
    ports::{Clip, Progress, VideoModel, VideoRequest},
    provenance::ModelRef,
    storyboard::TRANSITION_MS,
    time::Millis,
};

/// The name that subtitles have in the folder of a run.
const BURNT: &str = "burnt.ass";

/// A camera that moves over stills.
#[derive(Debug, Clone)]
pub struct FfmpegCamera {
    ffmpeg: Ffmpeg,
}

impl FfmpegCamera {
    /// A camera that encodes with this ffmpeg.
    #[must_use]
    pub fn new(ffmpeg: Ffmpeg) -> Self {
        Self { ffmpeg }
    }

    async fn encode(
        &self,
        request: &VideoRequest,
        feed: Feed,
        out: &Path,
        folder: &Path,
        stage: Stage<'_>,
    ) -> Result<u32, VendorError> {
        let burnt = ass::burnt(request.size, &request.cues, request.mark_ms, request.duration_ms);
        let frames = whole_frames(request.duration_ms).unwrap_or_default();
        let follow = |made| stage.report(made, frames);
        let mut call = self
            .ffmpeg
            .call("error")
            .words("-f rawvideo -pixel_format yuv420p -framerate 30")
            .option("-video_size", format!("{}x{}", request.size.width, request.size.height))
            .words("-i pipe:0 -filter_threads 1");
        if let Some(text) = burnt {
            let file = folder.join(BURNT);
            tokio::fs::write(&file, text).await.map_err(|error| disk(&file, error))?;
            call = call.option("-vf", format!("ass={BURNT}"));
        }
        let outcome = call
            .within(folder)
            .encoding(self.ffmpeg.threads(), &key_frames(request))
            .mp4(request.label.as_ref())
            .file(out)
            .fed(feed)
            .followed(&follow)
            .run()
            .await?;
        Ok(outcome.frames)
    }
}

#[async_trait]
impl VideoModel for FfmpegCamera {
    fn model(&self) -> ModelRef {
        ModelRef::new("animatic", "camera-1")
    }

    async fn film(&self, request: &VideoRequest, progress: &dyn Progress) -> Result<Clip, VendorError> {
        let frames = accepted(request)?;
        let path =
            CameraPath::plan(request.size, request.movement, request.shot_size, request.duration_ms, frames);
        let still = still::load(&self.ffmpeg, &request.still, path.still).await?;
        let folder = workshop(&request.out)?;
        let part = Part::of(&request.out)?;
        let feed: Feed = Box::new(move |input| draw(input, still, path, frames));
        let stage = Stage::new(progress, 5, 99, "");
        let made = self.encode(request, feed, part.path(), folder.path(), stage).await?;
        if made != frames {
            return Err(unknown(format!("a clip came out with {made} frames instead of {frames}")));
        }
        part.finish()?;
        progress.report(100, "");
        Ok(Clip { frames_encoded: made })
    }
}

/// How many frames are asked for.
fn accepted(request: &VideoRequest) -> Result<u32, VendorError> {
    let FrameSize { width, height } = request.size;
    let even = |side: u32| (16..=8192).contains(&side) && side.is_multiple_of(2);
    if !even(width) || !even(height) {
        return Err(invalid(format!("a clip cannot be {width} by {height} pixels: both have to be even")));
    }
    whole_frames(request.duration_ms).ok_or_else(|| {
        invalid(format!("a clip cannot last {} ms: use whole tenths of a second", request.duration_ms))
    })
}

/// Where joints begin or end, so that a cut can leave the overlap out without encoding anything.
fn key_frames(request: &VideoRequest) -> Vec<Millis> {
    let before = request.transition_before.then_some(TRANSITION_MS);
    let after = request.transition_after.then(|| request.duration_ms.saturating_sub(TRANSITION_MS));
    let inside = |&at: &Millis| at > 0 && at < request.duration_ms;
    before.into_iter().chain(after).filter(inside).collect()
}

/// Draws every frame of the move over a raw still, in turn.
fn draw(mut input: File, raw: Vec<u8>, path: CameraPath, frames: u32) -> io::Result<()> {
    let still = Still::from_yuv420p(path.still, &raw)?;
    drop(raw);
    let mut sampler = Sampler::new(still, path.frame)?;
    let mut frame = MmapMut::map_anon(sampler.frame_bytes())?;
    for at in 0..frames {
        if at == 0 || !path.stands() {
            sampler.draw(path.window(at), &mut frame);
        }
        input.write_all(&frame)?;
    }
    Ok(())
}
