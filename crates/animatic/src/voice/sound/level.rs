//! The loudness of a line: all voices alike, no peak above −3 dB.

use super::super::wav::PER_MS;

/// The loudness of what is spoken: −19 dB under full scale.
const LOUDNESS: f32 = 0.112;
/// No sample is above this: −3 dB under full scale.
const CEILING: f32 = 0.7;
/// A frame counts as spoken above this share of the loudest one.
const SPOKEN: f32 = 0.1;
const FRAME: usize = 10 * PER_MS;
/// How far the gain looks ahead of a peak, and how long it takes back.
const REACH: usize = 4 * PER_MS;

/// Root of the mean square.
pub(super) fn rms(samples: &[f32]) -> f32 {
    (samples.iter().map(|s| s * s).sum::<f32>() / samples.len().max(1) as f32).sqrt()
}

/// Brings a line to its loudness and turns the gain down around peaks that would be above the ceiling.
pub(in crate::voice) fn level(samples: &mut [f32]) {
    let loudness = spoken_rms(samples);
    if loudness <= 0.0 {
        return;
    }
    let gain = LOUDNESS / loudness;
    let gains = smooth(&lowest_around(samples, |sample| CEILING / (sample * gain).abs().max(CEILING)));
    for (sample, limit) in samples.iter_mut().zip(gains) {
        *sample = (*sample * gain * limit).clamp(-CEILING, CEILING);
    }
}

fn spoken_rms(samples: &[f32]) -> f32 {
    let frames: Vec<f32> = samples.chunks(FRAME).map(rms).collect();
    let loudest = frames.iter().copied().fold(0.0, f32::max);
    let spoken: Vec<f32> = frames.into_iter().filter(|frame| *frame > loudest * SPOKEN).collect();
    rms(&spoken)
}

/// The lowest limit within reach of every sample.
fn lowest_around(samples: &[f32], limit: impl Fn(f32) -> f32) -> Vec<f32> {
    let mut lowest = vec![1.0_f32; samples.len()];
    for (at, &sample) in samples.iter().enumerate() {
        let limit = limit(sample);
        if limit < 1.0 {
            let end = (at + REACH + 1).min(lowest.len());
            for around in &mut lowest[at.saturating_sub(REACH)..end] {
                *around = around.min(limit);
            }
        }
    }
    lowest
}

/// The mean over half the reach to either side, so that the gain glides and still is down at the peak.
fn smooth(gains: &[f32]) -> Vec<f32> {
    let half = REACH / 2;
    let mut sums = Vec::with_capacity(gains.len() + 1);
    sums.push(0.0_f64);
    for gain in gains {
        sums.push(sums.last().copied().unwrap_or_default() + f64::from(*gain));
    }
    (0..gains.len())
        .map(|at| {
            let (start, end) = (at.saturating_sub(half), (at + half + 1).min(gains.len()));
            ((sums[end] - sums[start]) / (end - start) as f64) as f32
        })
        .collect()
}
