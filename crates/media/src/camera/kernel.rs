//! Where each sample of a resampled line comes from, and with which weights.

use std::f64::consts::PI;

/// How many source lines make one line of the result.
pub(super) const TAPS: usize = 6;
/// Weights are fixed-point numbers with this many bits behind the point.
pub(super) const WEIGHT_BITS: u32 = 7;
/// Positions are kept to a 128th of a pixel: far below what an eye can see jumping.
const PHASES: usize = 128;
const ONE: i16 = 1 << WEIGHT_BITS;
/// The weights of a line that is just copied.
pub(super) const COPY: [i16; TAPS] = [0, 0, ONE, 0, 0, 0];

/// One line of the result: the weighted sum of [`TAPS`] source lines, of which `first` may lie outside of the
/// source; the edge is repeated there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tap {
    pub(super) first: i32,
    pub(super) weights: [i16; TAPS],
}

/// A stretch of the source, in source lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) start: f64,
    pub(super) length: f64,
}

/// The taps that make `count` lines out of a stretch of the source.
pub(super) fn taps(span: Span, count: usize, out: &mut Vec<Tap>) {
    let step = span.length / count as f64;
    let table = phase_table(step.max(1.0));
    out.clear();
    out.extend((0..count).map(|line| {
        let at = span.start + (line as f64 + 0.5) * step - 0.5;
        let fine = (at * PHASES as f64).round() as i64;
        let whole = fine.div_euclid(PHASES as i64) as i32;
        Tap { first: whole - (TAPS as i32 / 2 - 1), weights: table[fine.rem_euclid(PHASES as i64) as usize] }
    }));
}

/// The weights for every phase: a windowed sinc whose cut-off follows `step`, so that shrinking does not alias.
fn phase_table(step: f64) -> [[i16; TAPS]; PHASES] {
    let mut table = [[0; TAPS]; PHASES];
    for (phase, weights) in table.iter_mut().enumerate() {
        *weights = quantised(phase as f64 / PHASES as f64, step);
    }
    table
}

fn quantised(phase: f64, step: f64) -> [i16; TAPS] {
    let half = (TAPS / 2) as f64;
    let mut raw = [0.0; TAPS];
    for (tap, weight) in raw.iter_mut().enumerate() {
        let distance = tap as f64 - (half - 1.0) - phase;
        *weight = sinc(distance / step) * sinc(distance / half);
    }
    let sum: f64 = raw.iter().sum();
    let mut weights = raw.map(|weight| (weight / sum * f64::from(ONE)).round() as i16);
    // What rounding lost goes to the nearest tap, so that a flat area keeps its value exactly.
    let lost = ONE - weights.iter().sum::<i16>();
    weights[TAPS / 2 - 1 + usize::from(phase > 0.5)] += lost;
    weights
}

fn sinc(x: f64) -> f64 {
    if x.abs() < 1e-9 {
        1.0
    } else if x.abs() >= 3.0 * 2.0 {
        0.0
    } else {
        (PI * x).sin() / (PI * x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taps_of(start: f64, length: f64, count: usize) -> Vec<Tap> {
        let mut out = Vec::new();
        taps(Span { start, length }, count, &mut out);
        out
    }

    #[test]
    fn whole_shifts_copy() {
        for (line, tap) in taps_of(5.0, 8.0, 8).iter().enumerate() {
            assert_eq!((tap.first, tap.weights), (line as i32 + 3, COPY));
        }
    }

    #[test]
    fn weights_sum_to_one_at_every_phase_and_size() {
        for step in [1.0, 1.07, 1.22] {
            for phase in 0..PHASES {
                let sum: i32 =
                    quantised(phase as f64 / PHASES as f64, step).iter().map(|&w| i32::from(w)).sum();
                assert_eq!(sum, i32::from(ONE));
            }
        }
    }

    #[test]
    fn the_weights_of_a_half_shift_are_symmetric() {
        let tap = taps_of(0.5, 4.0, 4)[0];
        for side in 0..TAPS / 2 {
            assert!((tap.weights[side] - tap.weights[TAPS - 1 - side]).abs() <= 1, "{tap:?}");
        }
    }
}
