//! The one way in which pictures are encoded. Everything that is encoded anywhere here can be cut at its key
//! frames and joined by copying, because nothing in this file depends on the content.

use crate::ffmpeg::Call;
use xinggen_domain::{
    label::{ContentLabel, LABEL_KEY},
    time::{FPS, Millis, frames},
};

/// Ticks per second of every video track: 512 to a frame.
const TIMESCALE: u32 = 512 * FPS;

/// What the preset is changed in.
const X264: &str = "rc-lookahead=3:aq-mode=3:me=dia:subme=1:scenecut=0:open-gop=0:stitchable=1:force-cfr=1";

impl Call<'_> {
    /// H.264 at 30 frames per second without sound, with key frames at the given times. No B-frames: decoding
    /// and showing order are the same, so that a copy can begin and end at any key frame without a gap; it is
    /// also a third faster, for a third of the bits more. `stitchable` keeps the headers of all clips equal.
    /// `aq-mode=3` gives flat areas their share of the bits: without it a slow move over them stands still and
    /// leaps, because the encoder takes the small change for none. A move of the camera is the same everywhere in
    /// the picture, so the simplest search for motion (`me`, `subme`) finds it, in two thirds of the time. A short
    /// look ahead (`rc-lookahead`) costs little and saves 30 MB.
    pub(crate) fn encoding(self, threads: u32, key_frames: &[Millis]) -> Self {
        let times: Vec<String> = key_frames.iter().map(|&ms| seconds(ms)).collect();
        let call = self
            .words("-an -c:v libx264 -preset veryfast -crf 20 -pix_fmt yuv420p -profile:v high -bf 0 -g 150")
            .option("-x264-params", X264)
            .words("-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv")
            .option("-threads", threads.to_string())
            .option("-r", FPS.to_string());
        if times.is_empty() { call } else { call.option("-force_key_frames", times.join(",")) }
    }

    /// An MP4 with its index in front, and with the metadata label.
    pub(crate) fn mp4(self, label: Option<&ContentLabel>) -> Self {
        let call = self
            .words("-map_metadata -1 -movflags +faststart+use_metadata_tags -brand mp42 -f mp4")
            .option("-video_track_timescale", TIMESCALE.to_string());
        match label {
            Some(label) => call.option("-metadata", format!("{LABEL_KEY}={}", label.to_json())),
            None => call,
        }
    }
}

/// Milliseconds as ffmpeg reads them, in seconds.
pub(crate) fn seconds(ms: Millis) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

/// The frames of a duration that has to be whole ones.
pub(crate) fn whole_frames(ms: Millis) -> Option<u32> {
    (ms > 0 && (u64::from(ms) * u64::from(FPS)).is_multiple_of(1000)).then(|| frames(ms))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_grid_is_whole_frames() {
        assert_eq!(whole_frames(5200), Some(156));
        assert_eq!(whole_frames(5250), None);
        assert_eq!(whole_frames(0), None);
    }

    #[test]
    fn seconds_keep_their_milliseconds() {
        assert_eq!(seconds(60_007), "60.007");
    }
}
