//! Sample rates: a windowed sinc at every phase that occurs.

use std::f64::consts::PI;

/// Zero crossings on each side of the sinc.
const CROSSINGS: usize = 16;
/// The part of the band that is kept; the rest is the filter's slope.
const KEPT: f64 = 0.94;

/// Converts between rates and keeps the weights of the last pair.
#[derive(Debug, Default)]
pub(super) struct Resampler {
    rates: Option<(u32, u32)>,
    /// One row of weights per phase.
    phases: Vec<Vec<f32>>,
}

impl Resampler {
    /// The same sound at another rate; nothing is delayed.
    pub(super) fn convert(&mut self, samples: &[f32], from: u32, to: u32) -> Vec<f32> {
        if from == to {
            return samples.to_vec();
        }
        if self.rates != Some((from, to)) {
            self.phases = phases(from, to);
            self.rates = Some((from, to));
        }
        let divisor = gcd(from, to);
        let (step, scale) = (u64::from(from / divisor), u64::from(to / divisor));
        let count = samples.len() as u64 * u64::from(to) / u64::from(from);
        (0..count)
            .map(|at| {
                let position = at * step;
                weighted(samples, position / scale, &self.phases[(position % scale) as usize])
            })
            .collect()
    }
}

/// The weighted sum around a sample; silence lies beyond both ends.
fn weighted(samples: &[f32], centre: u64, weights: &[f32]) -> f32 {
    let first = centre as i64 + 1 - weights.len() as i64 / 2;
    let skipped = (-first).clamp(0, weights.len() as i64) as usize;
    let from = first.max(0) as usize;
    let near = samples.get(from..).unwrap_or_default();
    near.iter().zip(&weights[skipped..]).map(|(sample, weight)| sample * weight).sum()
}

fn phases(from: u32, to: u32) -> Vec<Vec<f32>> {
    let scale = to / gcd(from, to);
    // Going down, the filter has to follow the lower rate.
    let cut_off = KEPT * (f64::from(to) / f64::from(from)).min(1.0);
    let half = (CROSSINGS as f64 / cut_off * KEPT).ceil();
    (0..scale)
        .map(|phase| {
            let offset = f64::from(phase) / f64::from(scale);
            let raw: Vec<f64> = (0..2 * half as usize)
                .map(|tap| weight(tap as f64 + 1.0 - half - offset, cut_off, half))
                .collect();
            let sum: f64 = raw.iter().sum();
            raw.into_iter().map(|weight| (weight / sum) as f32).collect()
        })
        .collect()
}

fn weight(distance: f64, cut_off: f64, half: f64) -> f64 {
    let x = PI * distance * cut_off;
    let sinc = if x.abs() < 1e-9 { 1.0 } else { x.sin() / x };
    // Blackman: side lobes below −58 dB.
    let u = PI * (distance / half).clamp(-1.0, 1.0);
    sinc * (0.42 + 0.5 * u.cos() + 0.08 * (2.0 * u).cos())
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(rate: u32, hertz: f64, seconds: f64) -> Vec<f32> {
        (0..(f64::from(rate) * seconds) as u32)
            .map(|at| (2.0 * PI * hertz * f64::from(at) / f64::from(rate)).sin() as f32)
            .collect()
    }

    #[test]
    fn a_tone_is_the_same_tone_at_another_rate() {
        for rate in [8000, 16_000, 22_050, 44_100, 96_000] {
            let made = Resampler::default().convert(&tone(rate, 1000.0, 0.5), rate, 48_000);
            let wanted = tone(48_000, 1000.0, 0.5);
            assert_eq!(made.len(), wanted.len());
            let worst = made[2000..22_000]
                .iter()
                .zip(&wanted[2000..])
                .map(|(a, b)| (a - b).abs())
                .fold(0.0, f32::max);
            assert!(worst < 0.003, "{rate}: {worst}");
        }
    }

    #[test]
    fn what_the_lower_rate_cannot_hold_is_gone() {
        let made = Resampler::default().convert(&tone(96_000, 30_000.0, 0.2), 96_000, 48_000);
        let loudest = made[1000..8000].iter().fold(0.0_f32, |a, b| a.max(b.abs()));
        assert!(loudest < 0.01, "{loudest}");
    }

    #[test]
    fn the_shortest_sounds_do_not_fail() {
        for length in 0..4 {
            let made = Resampler::default().convert(&vec![0.5; length], 16_000, 48_000);
            assert_eq!(made.len(), length * 3);
        }
    }
}
