//! Band-limited resampling: a windowed sinc, tabulated.

use std::f64::consts::PI;

const LOBES: usize = 16;
const PHASES: usize = 512;

/// Reads the samples `step` apart: above 1 the sound becomes shorter and higher, below 1 longer and lower.
pub(super) fn resample(samples: &[f32], step: f64) -> Vec<f32> {
    let cutoff = (1.0 / step).min(1.0) * 0.96;
    let table: Vec<[f32; 2 * LOBES]> =
        (0..PHASES).map(|phase| kernel(phase as f64 / PHASES as f64, cutoff)).collect();
    let count = (samples.len() as f64 / step) as usize;
    (0..count)
        .map(|at| {
            let place = at as f64 * step;
            let phase = (place.fract() * PHASES as f64) as usize;
            let taps = table[phase.min(PHASES - 1)].iter();
            let first = (place as usize + 1).checked_sub(LOBES);
            let skipped = if first.is_some() { 0 } else { LOBES - 1 - place as usize };
            let inputs = &samples[first.unwrap_or(0)..];
            taps.skip(skipped).zip(inputs).map(|(tap, input)| tap * input).sum()
        })
        .collect()
}

/// The weights of the inputs around a point that lies `phase` behind one of them.
fn kernel(phase: f64, cutoff: f64) -> [f32; 2 * LOBES] {
    std::array::from_fn(|tap| {
        let distance = tap as f64 - (LOBES - 1) as f64 - phase;
        let x = PI * distance * cutoff;
        let sinc = if x.abs() < 1e-9 { 1.0 } else { x.sin() / x };
        let window = 0.5 + 0.5 * (PI * distance / LOBES as f64).cos();
        (sinc * window * cutoff) as f32
    })
}

#[cfg(test)]
mod tests {
    use super::resample;

    fn tone(hertz: f64, rate: f64, count: usize) -> Vec<f32> {
        (0..count).map(|at| (at as f64 * hertz / rate * std::f64::consts::TAU).sin() as f32).collect()
    }

    #[test]
    fn a_tone_keeps_its_pitch_and_size() {
        let there = resample(&tone(440.0, 22_050.0, 22_050), 22_050.0 / 24_000.0);
        let right = tone(440.0, 24_000.0, 24_000);
        assert_eq!(there.len(), 24_000);
        let worst = there[100..23_900].iter().zip(&right[100..]).map(|(a, b)| (a - b).abs());
        assert!(worst.fold(0.0, f32::max) < 0.02);
    }

    #[test]
    fn what_would_fold_back_is_removed() {
        let there = resample(&tone(10_500.0, 22_050.0, 22_050), 1.5);
        let loudest = there[100..there.len() - 100].iter().fold(0.0_f32, |most, s| most.max(s.abs()));
        assert!(loudest < 0.05, "{loudest}");
    }
}
