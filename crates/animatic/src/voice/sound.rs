//! What happens to the samples between the speech program and the file.

mod level;
mod resample;

use super::{espeak, wav};
pub(super) use level::level;

/// Below this (about −45 dB under full scale) a clause has not begun or is over.
const SILENCE: f32 = 0.0056;
const FRAME_MS: usize = 5;
const KEPT_BEFORE_MS: usize = 10;
const KEPT_AFTER_MS: usize = 35;
const FADE_IN_MS: usize = 4;
const FADE_OUT_MS: usize = 20;

/// A clause as it goes into a line: from the program's rate to ours through a throat of this size (see
/// [`Timbre`](super::roster::Timbre)), without the silence around it, faded at both ends and a whole number of
/// milliseconds long. Empty when there is nothing but silence.
pub(super) fn clause(spoken: &[f32], throat: f64) -> Vec<f32> {
    let step = f64::from(espeak::RATE) / f64::from(wav::RATE) * throat;
    let mut samples = trim(&resample::resample(spoken, step)).to_vec();
    samples.resize(samples.len().next_multiple_of(wav::PER_MS), 0.0);
    fade(&mut samples);
    samples
}

/// Silence of a length.
pub(super) fn silence(ms: usize) -> impl Iterator<Item = f32> {
    std::iter::repeat_n(0.0, ms * wav::PER_MS)
}

fn trim(samples: &[f32]) -> &[f32] {
    let frame = FRAME_MS * wav::PER_MS;
    let loud = |frame: &[f32]| level::rms(frame) > SILENCE;
    let Some(first) = samples.chunks(frame).position(loud) else {
        return &[];
    };
    let last = samples.chunks(frame).rposition(loud).unwrap_or(first);
    let start = (first * frame).saturating_sub(KEPT_BEFORE_MS * wav::PER_MS);
    let end = ((last + 1) * frame + KEPT_AFTER_MS * wav::PER_MS).min(samples.len());
    &samples[start..end]
}

fn fade(samples: &mut [f32]) {
    let ramp = |ms: usize| (ms * wav::PER_MS).min(samples.len() / 2);
    let (fade_in, fade_out) = (ramp(FADE_IN_MS), ramp(FADE_OUT_MS));
    for (at, sample) in samples.iter_mut().take(fade_in).enumerate() {
        *sample *= at as f32 / fade_in as f32;
    }
    for (at, sample) in samples.iter_mut().rev().take(fade_out).enumerate() {
        *sample *= at as f32 / fade_out as f32;
    }
}
