//! What a media file is, as ffprobe sees it.

use crate::ffmpeg::{Ffmpeg, invalid};
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path, time::Duration};
use xinggen_domain::{error::VendorError, time::Millis};

/// How long looking at a file may take.
const PROBING: Duration = Duration::from_secs(60);

/// The facts of a media file.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaFacts {
    /// How long it is: the longest of its streams.
    pub duration_ms: Millis,
    /// The first stream of pictures.
    pub video: Option<VideoFacts>,
    /// The first stream of sound.
    pub audio: Option<AudioFacts>,
    /// The tags of the file, by name.
    pub tags: BTreeMap<String, String>,
}

/// The facts of moving pictures, or of a still.
#[derive(Debug, Clone, PartialEq)]
pub struct VideoFacts {
    /// Like `h264`.
    pub codec: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Frames per second, on average.
    pub fps: f64,
    /// How many frames there are, as the index says; none for containers without one.
    pub frames: Option<u32>,
    /// How long it is.
    pub duration_ms: Millis,
}

/// The facts of sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudioFacts {
    /// Like `aac`.
    pub codec: String,
    /// Samples per second.
    pub rate: u32,
    /// How many channels.
    pub channels: u32,
    /// How long it is.
    pub duration_ms: Millis,
}

#[derive(Deserialize)]
struct Report {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    format: Format,
}

#[derive(Deserialize, Default)]
struct Format {
    duration: Option<String>,
    #[serde(default)]
    tags: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Stream {
    codec_type: Option<String>,
    codec_name: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    avg_frame_rate: Option<String>,
    nb_frames: Option<String>,
    sample_rate: Option<String>,
    channels: Option<u32>,
    duration: Option<String>,
}

impl Ffmpeg {
    /// Probes a file.
    ///
    /// # Errors
    /// `Invalid` for a file that is no media, `Environment` when ffprobe is missing.
    pub async fn probe(&self, file: &Path) -> Result<MediaFacts, VendorError> {
        let outcome = self
            .probing()
            .words("-of json -show_format -show_streams")
            .input(file)
            .lasting(PROBING)
            .run()
            .await?;
        let report: Report = serde_json::from_slice(&outcome.output).map_err(|error| {
            invalid(format!("ffprobe said nothing useful of {}: {error}", file.display()))
        })?;
        Ok(facts(report))
    }
}

fn facts(report: Report) -> MediaFacts {
    let of_kind =
        |kind: &str| report.streams.iter().find(|stream| stream.codec_type.as_deref() == Some(kind));
    let video = of_kind("video").map(|stream| VideoFacts {
        codec: stream.codec_name.clone().unwrap_or_default(),
        width: stream.width.unwrap_or(0),
        height: stream.height.unwrap_or(0),
        fps: stream.avg_frame_rate.as_deref().map_or(0.0, ratio),
        frames: parsed(stream.nb_frames.as_ref()),
        duration_ms: millis(stream.duration.as_ref()),
    });
    let audio = of_kind("audio").map(|stream| AudioFacts {
        codec: stream.codec_name.clone().unwrap_or_default(),
        rate: parsed(stream.sample_rate.as_ref()).unwrap_or(0),
        channels: stream.channels.unwrap_or(0),
        duration_ms: millis(stream.duration.as_ref()),
    });
    MediaFacts {
        duration_ms: millis(report.format.duration.as_ref()),
        video,
        audio,
        tags: report.format.tags,
    }
}

fn parsed<T: std::str::FromStr>(text: Option<&String>) -> Option<T> {
    text?.parse().ok()
}

fn millis(seconds: Option<&String>) -> Millis {
    (parsed(seconds).unwrap_or(0.0_f64) * 1000.0).round().max(0.0) as Millis
}

fn ratio(text: &str) -> f64 {
    let Some((over, under)) = text.split_once('/') else {
        return 0.0;
    };
    match (over.parse::<f64>(), under.parse::<f64>()) {
        (Ok(over), Ok(under)) if under > 0.0 => over / under,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_becomes_facts() {
        let report = r#"{"streams":[
            {"codec_type":"video","codec_name":"h264","width":1080,"height":1920,"avg_frame_rate":"30/1",
             "nb_frames":"156","duration":"5.200000"},
            {"codec_type":"audio","codec_name":"aac","sample_rate":"48000","channels":2,"duration":"5.184000"}],
            "format":{"duration":"5.200000","tags":{"AIGC":"{}"}}}"#;
        let facts = facts(serde_json::from_str(report).unwrap());
        let video = facts.video.unwrap();
        assert_eq!((video.fps, video.frames, video.duration_ms), (30.0, Some(156), 5200));
        let audio = facts.audio.unwrap();
        assert_eq!((audio.rate, audio.channels, audio.duration_ms), (48_000, 2, 5184));
        assert_eq!(facts.tags["AIGC"], "{}");
    }

    #[test]
    fn a_still_has_no_duration() {
        let report = r#"{"streams":[{"codec_type":"video","codec_name":"png","avg_frame_rate":"0/0"}]}"#;
        let facts = facts(serde_json::from_str(report).unwrap());
        assert_eq!((facts.duration_ms, facts.video.map(|video| video.fps)), (0, Some(0.0)));
    }
}
