//! Looks at and listens to what was made, with ffmpeg's own measuring tools.

use serde_json::Value;
use std::{path::Path, process::Command};

fn told(program: &str, arguments: &[&str]) -> (String, String) {
    let output = Command::new(program).args(arguments).output().expect("ffmpeg is installed");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

fn name(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Streams, format and tags.
pub(crate) fn probe(path: &Path) -> Value {
    let arguments = ["-v", "error", "-of", "json", "-show_format", "-show_streams", name(path)];
    serde_json::from_str(&told("ffprobe", &arguments).0).expect("JSON")
}

/// Duration in seconds.
pub(crate) fn duration(path: &Path) -> f64 {
    probe(path)["format"]["duration"].as_str().expect("a duration").parse().expect("a number")
}

/// What a filter says about a file.
pub(crate) fn filtered(path: &Path, kind: &str, filter: &str) -> String {
    told("ffmpeg", &["-hide_banner", "-nostats", "-i", name(path), kind, filter, "-f", "null", "-"]).1
}

/// Integrated loudness in LUFS and true peak in dBTP.
pub(crate) fn loudness(path: &Path) -> (f64, f64) {
    let said = filtered(path, "-af", "ebur128=peak=true");
    let summary = said.rsplit("Summary:").next().expect("a summary");
    let number = |label: &str| -> f64 {
        let at = summary.find(label).unwrap_or_else(|| panic!("no {label} in {summary}"));
        let word = summary[at + label.len()..].split_whitespace().next().expect("a number");
        word.parse().expect("a number")
    };
    (number("I:"), number("Peak:"))
}

/// Mean volume in dB of a stretch of a file.
pub(crate) fn volume(path: &Path, start: f64, length: f64) -> f64 {
    let filter = format!("atrim=start={start}:duration={length},volumedetect");
    let said = filtered(path, "-af", &filter);
    let at = said.find("mean_volume:").expect("a volume") + "mean_volume:".len();
    said[at..].split_whitespace().next().expect("a number").parse().expect("a number")
}

/// The cues of a SubRip file: start and end in seconds, and text.
pub(crate) fn cues(path: &Path) -> Vec<(f64, f64, String)> {
    let text = std::fs::read_to_string(path).expect("subtitles");
    let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
    blocks.map(cue).collect()
}

fn cue(block: &str) -> (f64, f64, String) {
    let mut lines = block.trim().lines().skip(1);
    let times = lines.next().expect("times");
    let (start, end) = times.split_once(" --> ").expect("two times");
    (seconds(start), seconds(end), lines.collect::<Vec<_>>().concat())
}

fn seconds(timecode: &str) -> f64 {
    let parts: Vec<f64> =
        timecode.replace(',', ".").split(':').map(|part| part.parse().expect("a number")).collect();
    parts[0] * 3600.0 + parts[1] * 60.0 + parts[2]
}
