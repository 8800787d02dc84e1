//! The overlap of two clips: the only pictures of a cut that are encoded.

use crate::{
    ffmpeg::{Ffmpeg, Part, disk, invalid, unknown},
    picture::{seconds, whole_frames},
};
use xinggen_domain::{error::VendorError, ports::JointRequest};

/// Renders a crossfade of exactly the overlap; every frame of it shows some of both clips.
pub(super) async fn render(ffmpeg: &Ffmpeg, request: &JointRequest) -> Result<u32, VendorError> {
    let frames = whole_frames(request.overlap_ms)
        .ok_or_else(|| invalid(format!("a transition cannot last {} ms", request.overlap_ms)))?;
    let from = request
        .before_ms
        .checked_sub(request.overlap_ms)
        .ok_or_else(|| invalid("a clip is shorter than its transition"))?;
    let absolute = |path| std::path::absolute(path).map_err(|error| disk(path, error));
    let part = Part::of(&request.out)?;
    let outcome = ffmpeg
        .call("error")
        .words("-threads 1")
        .option("-ss", seconds(from))
        .input(&absolute(&request.before)?)
        .words("-threads 1")
        .option("-t", seconds(request.overlap_ms))
        .input(&absolute(&request.after)?)
        .option("-filter_complex", dissolve(frames))
        .words("-filter_complex_threads 1 -map [joint]")
        .option("-frames:v", frames.to_string())
        .encoding(ffmpeg.threads(), &[])
        .mp4(None)
        .file(part.path())
        .followed(&|_| ())
        .run()
        .await?;
    if outcome.frames != frames {
        return Err(unknown(format!(
            "a transition came out with {} frames instead of {frames}",
            outcome.frames
        )));
    }
    part.finish()?;
    Ok(outcome.frames)
}

/// Both ends cut to the overlap and mixed, from a thirteenth to twelve thirteenths when there are twelve frames:
/// the mix begins one frame before the joint and ends one behind it, where the clips are by themselves.
fn dissolve(frames: u32) -> String {
    let end = |input: u32| format!("[{input}:v]trim=end_frame={frames},setpts=N/30/TB[c{input}]");
    let duration = f64::from(frames + 1) / 30.0;
    format!(
        "{};{};[c0][c1]xfade=transition=fade:duration={duration}:offset={},trim=end_frame={frames}[joint]",
        end(0),
        end(1),
        -1.0 / 30.0,
    )
}
