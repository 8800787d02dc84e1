//! Stills, voices and requests to begin with, and a second opinion on what came out: everything is measured by
//! separate runs of ffmpeg and ffprobe.

use std::{
    path::{Path, PathBuf},
    process::Command,
};
use xinggen_domain::{
    drama::FrameSize,
    label::ContentLabel,
    ports::{Clip, CutClip, CutRequest, JointRequest, Silent, VideoModel, VideoRequest},
    shot::{CameraMovement, ShotSize},
    time::Millis,
};
use xinggen_media::{Ffmpeg, FfmpegCamera};

pub(crate) const SIZE: FrameSize = FrameSize { width: 270, height: 480 };
const STILL: FrameSize = FrameSize { width: 338, height: 600 };

/// A folder that is removed behind the test.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Draws a still, 338 × 600, by asking for the colour of every pixel.
pub(crate) fn draw_still(file: &Path, colour: impl Fn(u32, u32) -> [u8; 3]) {
    draw_still_of(file, STILL, colour);
}

/// Draws a still of any size.
pub(crate) fn draw_still_of(file: &Path, size: FrameSize, colour: impl Fn(u32, u32) -> [u8; 3]) {
    let pixels: Vec<u8> = (0..size.height)
        .flat_map(|y| (0..size.width).map(move |x| (x, y)))
        .flat_map(|(x, y)| colour(x, y))
        .collect();
    let out = std::fs::File::create(file).unwrap();
    let mut encoder = png::Encoder::new(out, size.width, size.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
}

/// A request for a clip of one colour.
pub(crate) fn plain(folder: &Path, name: &str, colour: [u8; 3], duration_ms: Millis) -> VideoRequest {
    let still = folder.join(format!("{name}.png"));
    draw_still(&still, |_, _| colour);
    request(&still, &folder.join(format!("{name}.mp4")), duration_ms)
}

pub(crate) fn request(still: &Path, out: &Path, duration_ms: Millis) -> VideoRequest {
    VideoRequest {
        still: still.to_owned(),
        size: SIZE,
        duration_ms,
        shot_size: ShotSize::Full,
        movement: CameraMovement::Fixed,
        prompt: String::new(),
        cues: Vec::new(),
        mark_ms: None,
        transition_before: false,
        transition_after: false,
        label: None,
        out: out.to_owned(),
    }
}

pub(crate) async fn film(request: &VideoRequest) -> Clip {
    FfmpegCamera::new(Ffmpeg::default()).film(request, &Silent).await.unwrap()
}

/// A label in which everything that has to be escaped occurs.
pub(crate) fn label() -> ContentLabel {
    ContentLabel::new("星\"亘=;#\\", "018f-7")
}

/// The way from clips to a cut.
pub(crate) fn joint(before: &VideoRequest, after: &VideoRequest, out: PathBuf) -> JointRequest {
    JointRequest {
        before: before.out.clone(),
        before_ms: before.duration_ms,
        after: after.out.clone(),
        overlap_ms: 400,
        size: SIZE,
        out,
    }
}

pub(crate) fn cut(folder: &Path, clips: Vec<CutClip>) -> CutRequest {
    let joints = clips.iter().filter(|clip| clip.joint_after.is_some()).count() as u32;
    CutRequest {
        duration_ms: clips.iter().map(|clip| clip.duration_ms).sum::<Millis>() - joints * 400,
        clips,
        overlap_ms: 400,
        size: SIZE,
        voices: Vec::new(),
        cues: Vec::new(),
        title: "雨夜 \"一\"".to_owned(),
        label: Some(label()),
        video: folder.join("cut.mp4"),
        ass: folder.join("cut.ass"),
        poster: folder.join("cut.jpg"),
        poster_at_ms: 500,
    }
}

/// Runs a program; gives back its output and its log.
pub(crate) fn run(program: &str, arguments: &[&str]) -> (Vec<u8>, String) {
    let done = Command::new(program).args(arguments).output().unwrap();
    let log = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{program} {arguments:?}: {log}");
    (done.stdout, log)
}

/// What a filter for pictures (`-vf`) or for sound (`-af`) says of a file.
pub(crate) fn log_of(file: &Path, kind: &str, filter: &str) -> String {
    let file = file.to_str().unwrap();
    run("ffmpeg", &["-hide_banner", "-nostats", "-i", file, kind, filter, "-f", "null", "-"]).1
}

/// One frame after the other as RGB, in the size of the file.
pub(crate) fn frames(file: &Path, size: FrameSize) -> Vec<Vec<u8>> {
    let file = file.to_str().unwrap();
    let (raw, _) = run(
        "ffmpeg",
        &[
            "-v",
            "error",
            "-i",
            file,
            "-map",
            "0:v",
            "-fps_mode",
            "passthrough",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-",
        ],
    );
    raw.chunks_exact((size.width * size.height * 3) as usize).map(<[u8]>::to_vec).collect()
}

/// The digest of every frame as it decodes.
pub(crate) fn digests(file: &Path) -> Vec<String> {
    let file = file.to_str().unwrap();
    let (text, _) = run(
        "ffmpeg",
        &["-v", "error", "-i", file, "-map", "0:v", "-fps_mode", "passthrough", "-f", "framemd5", "-"],
    );
    let text = String::from_utf8(text).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.rsplit(' ').next().unwrap().to_owned()).collect()
}

/// When frames are shown, in 30ths of a second, and whether they are key frames.
pub(crate) fn packets(file: &Path) -> Vec<(f64, bool)> {
    let file = file.to_str().unwrap();
    let (text, _) = run(
        "ffprobe",
        &[
            "-v",
            "error",
            "-select_streams",
            "v",
            "-show_entries",
            "packet=pts_time,flags",
            "-of",
            "csv=p=0",
            file,
        ],
    );
    let text = String::from_utf8(text).unwrap();
    text.lines()
        .map(|line| {
            let (time, flags) = line.split_once(',').unwrap();
            (time.parse::<f64>().unwrap() * 30.0, flags.starts_with('K'))
        })
        .collect()
}

/// The mean colour of a frame.
pub(crate) fn mean(frame: &[u8]) -> [i32; 3] {
    let mut sums = [0_u64; 3];
    for pixel in frame.chunks_exact(3) {
        for (sum, &value) in sums.iter_mut().zip(pixel) {
            *sum += u64::from(value);
        }
    }
    sums.map(|sum| (sum / (frame.len() as u64 / 3)) as i32)
}

/// Whether two colours look the same.
pub(crate) fn near(a: [i32; 3], b: [i32; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 8)
}
