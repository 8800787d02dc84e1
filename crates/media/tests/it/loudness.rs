//! The sound of a cut: as loud as it should be whatever the voices are like, and in time.

use crate::support::{cut, film, folder, log_of, plain};
use std::f64::consts::TAU;
use std::path::{Path, PathBuf};
use xinggen_domain::{
    ports::{Composer, CutClip, CutRequest, PlacedVoice, Silent},
    time::Millis,
};
use xinggen_media::{Ffmpeg, FfmpegComposer};

/// Writes a voice: `sample` gives −1 to 1 at a time in seconds.
fn voice(file: PathBuf, rate: u32, ms: Millis, sample: impl Fn(f64) -> f64) -> PathBuf {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(&file, spec).unwrap();
    for at in 0..rate * ms / 1000 {
        let value = sample(f64::from(at) / f64::from(rate)) * 32_767.0;
        writer.write_sample(value.round() as i16).unwrap();
    }
    writer.finalize().unwrap();
    file
}

/// Noise that is the same every time.
fn noise(time: f64) -> f64 {
    ((time * 12_345.678).sin() * 43_758.545).fract()
}

/// Something like speech: noise and a tone in syllables, with sharp attacks.
fn speech(time: f64) -> f64 {
    let syllable = (1.0 - (time * 4.0).fract()).powi(3);
    syllable * (0.6 * (time * 180.0 * TAU).sin() + 0.4 * noise(time))
}

async fn composed(folder: &Path, duration_ms: Millis, voices: Vec<PlacedVoice>) -> CutRequest {
    let clip = plain(folder, "picture", [90, 90, 120], duration_ms);
    film(&clip).await;
    let part = CutClip { file: clip.out, duration_ms, joint_after: None };
    let mut request = cut(folder, vec![part]);
    request.voices = voices;
    FfmpegComposer::new(Ffmpeg::default()).compose(&request, &Silent).await.unwrap();
    request
}

/// Integrated loudness and true peak.
fn measured(file: &Path) -> (f64, f64) {
    let log = log_of(file, "-af", "ebur128=peak=true");
    let summary = log.rsplit_once("Summary:").unwrap().1;
    let value = |name: &str| -> f64 {
        let line = summary.lines().find_map(|line| line.trim().strip_prefix(name)).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    };
    (value("I:"), value("Peak:"))
}

/// When sound begins, in milliseconds.
fn onsets(file: &Path) -> Vec<f64> {
    let log = log_of(file, "-af", "silencedetect=noise=-45dB:d=0.2");
    log.lines()
        .filter_map(|line| line.split_once("silence_end: "))
        .map(|(_, rest)| rest.split_whitespace().next().unwrap().parse::<f64>().unwrap() * 1000.0)
        .collect()
}

#[tokio::test]
async fn every_kind_of_voice_lands_at_the_same_loudness() {
    type Sound = fn(f64) -> f64;
    let kinds: [(&str, Millis, Sound); 6] = [
        ("speech", 2500, speech),
        ("quiet speech", 2500, |time| speech(time) * 0.004),
        ("clipped noise", 2000, |time| noise(time).clamp(-0.5, 0.5) * 2.0),
        ("a tone", 1500, |time| 0.3 * (time * 440.0 * TAU).sin()),
        ("a short burst", 120, |time| 0.5 * noise(time)),
        ("sharp attacks", 2500, |time| noise(time) * (1.0 - (time * 3.0).fract()).powi(12)),
    ];
    for (name, ms, sound) in kinds {
        let folder = folder();
        let file = voice(folder.path().join("v.wav"), 22_050, ms, sound);
        let request = composed(folder.path(), 3000, vec![PlacedVoice { file, start_ms: 300 }]).await;
        let (loudness, peak) = measured(&request.video);
        assert!((loudness + 16.0).abs() <= 1.0, "{name}: {loudness} LUFS");
        assert!(peak <= -1.0, "{name}: {peak} dBTP");
    }
}

#[tokio::test]
async fn voices_of_all_rates_begin_where_they_were_placed() {
    let folder = folder();
    let starts = [400, 1300, 2200, 3100];
    let voices = starts.iter().zip([16_000, 22_050, 44_100, 48_000]).map(|(&start_ms, rate)| {
        let file =
            voice(folder.path().join(format!("{rate}.wav")), rate, 500, |time| 0.4 * (time * 1884.0).sin());
        PlacedVoice { file, start_ms }
    });
    let request = composed(folder.path(), 4000, voices.collect()).await;
    let mut heard = onsets(&request.video);
    // The end of the file ends the last silence.
    heard.retain(|&ms| ms < 4000.0);
    assert_eq!(heard.len(), starts.len(), "{heard:?}");
    for (heard, start) in heard.iter().zip(starts) {
        assert!((heard - f64::from(start)).abs() < 50.0, "{heard} instead of {start}");
    }
}

#[tokio::test]
async fn hundreds_of_voices_are_mixed() {
    let folder = folder();
    let file = voice(folder.path().join("v.wav"), 16_000, 60, |time| 0.4 * (time * 1884.0).sin());
    let voices = (0..300).map(|at| PlacedVoice { file: file.clone(), start_ms: at * 33 }).collect();
    let request = composed(folder.path(), 10_000, voices).await;
    let (loudness, peak) = measured(&request.video);
    assert!((loudness + 16.0).abs() <= 1.0 && peak <= -1.0, "{loudness} LUFS, {peak} dBTP");
}

#[tokio::test]
async fn a_cut_without_voices_is_silent_and_complete() {
    let folder = folder();
    let request = composed(folder.path(), 1000, Vec::new()).await;
    let facts = Ffmpeg::default().probe(&request.video).await.unwrap();
    assert!(facts.audio.unwrap().duration_ms.abs_diff(1000) <= 50);
    assert_eq!(measured(&request.video).0, -70.0);
}
