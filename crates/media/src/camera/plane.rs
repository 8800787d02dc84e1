//! One component of a picture, and the two things done to it: weighted sums of whole rows, and transposition.
//! Rows are contiguous, so both run at the speed of vector instructions without any of them being named.

use super::kernel::{COPY, TAPS, Tap, WEIGHT_BITS};
use std::ops::Range;

/// Samples of 8 bits, row by row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) samples: Vec<u8>,
}

impl Plane {
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self { width, height, samples: vec![0; width * height] }
    }

    fn row(&self, at: i32, columns: &Range<usize>) -> &[u8] {
        let at = at.clamp(0, self.height as i32 - 1) as usize * self.width;
        &self.samples[at + columns.start..at + columns.end]
    }

    /// Makes one row of `out` per tap, of the given columns only; the others stay as they are.
    pub(super) fn resample(&self, taps: &[Tap], columns: &Range<usize>, out: &mut [u8], out_width: usize) {
        for (tap, out) in taps.iter().zip(out.chunks_exact_mut(out_width)) {
            let out = &mut out[columns.clone()];
            if tap.weights == COPY {
                out.copy_from_slice(self.row(tap.first + TAPS as i32 / 2 - 1, columns));
            } else {
                let rows: [&[u8]; TAPS] = std::array::from_fn(|k| self.row(tap.first + k as i32, columns));
                weigh(&rows, &tap.weights, out);
            }
        }
    }

    /// Rows become columns.
    pub(super) fn transpose_into(&self, out: &mut Self) {
        debug_assert_eq!((out.width, out.height), (self.height, self.width));
        for top in (0..self.height).step_by(8) {
            for left in (0..self.width).step_by(8) {
                if top + 8 <= self.height && left + 8 <= self.width {
                    self.transpose_block(top, left, out);
                } else {
                    self.transpose_rest(top, left, out);
                }
            }
        }
    }

    fn transpose_block(&self, top: usize, left: usize, out: &mut Self) {
        let mut block = [0_u64; 8];
        for (row, word) in block.iter_mut().enumerate() {
            let at = (top + row) * self.width + left;
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&self.samples[at..at + 8]);
            *word = u64::from_le_bytes(bytes);
        }
        transpose_words(&mut block);
        for (row, word) in block.iter().enumerate() {
            let at = (left + row) * out.width + top;
            out.samples[at..at + 8].copy_from_slice(&word.to_le_bytes());
        }
    }

    fn transpose_rest(&self, top: usize, left: usize, out: &mut Self) {
        for row in top..(top + 8).min(self.height) {
            for column in left..(left + 8).min(self.width) {
                out.samples[column * out.width + row] = self.samples[row * self.width + column];
            }
        }
    }
}

/// Transposes 8 × 8 bytes: halves, quarters, then single bytes change places.
fn transpose_words(block: &mut [u64; 8]) {
    for (distance, bits, mask) in
        [(4, 32, 0x0000_0000_FFFF_FFFF_u64), (2, 16, 0x0000_FFFF_0000_FFFF), (1, 8, 0x00FF_00FF_00FF_00FF)]
    {
        for row in 0..8 {
            if row & distance == 0 {
                let other = row | distance;
                let swapped = ((block[row] >> bits) ^ block[other]) & mask;
                block[other] ^= swapped;
                block[row] ^= swapped << bits;
            }
        }
    }
}

/// Above this much below zero no weighted sum falls, in units of a 128th: sums stay within 16 bits.
const LIFT: u16 = 96 << WEIGHT_BITS;

/// Sums modulo 2^16, eight samples to a vector of the oldest machines; lifted sums lie between 0 and 2^16, so
/// that what wraps on the way does no harm.
fn weigh(rows: &[&[u8]; TAPS], weights: &[i16; TAPS], out: &mut [u8]) {
    const ROUNDING: u16 = LIFT + (1 << (WEIGHT_BITS - 1));
    let length = out.len();
    let [a, b, c, d, e, f] = rows.map(|row| &row[..length]);
    let [wa, wb, wc, wd, we, wf] = weights.map(i16::cast_unsigned);
    let term = |sample: u8, weight: u16| u16::from(sample).wrapping_mul(weight);
    for at in 0..length {
        let sum = term(a[at], wa)
            .wrapping_add(term(b[at], wb))
            .wrapping_add(term(c[at], wc))
            .wrapping_add(term(d[at], wd))
            .wrapping_add(term(e[at], we))
            .wrapping_add(term(f[at], wf))
            .wrapping_add(ROUNDING);
        out[at] = ((sum >> WEIGHT_BITS) as i16 - (LIFT >> WEIGHT_BITS) as i16).clamp(0, 255) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::kernel::{Span, taps};

    fn numbered(width: usize, height: usize) -> Plane {
        Plane { width, height, samples: (0..width * height).map(|at| (at % 251) as u8).collect() }
    }

    #[test]
    fn transposing_moves_every_sample_to_its_mirrored_place() {
        for (width, height) in [(8, 8), (16, 24), (13, 9), (3, 20)] {
            let plane = numbered(width, height);
            let mut out = Plane::new(height, width);
            plane.transpose_into(&mut out);
            for y in 0..height {
                for x in 0..width {
                    assert_eq!(out.samples[x * height + y], plane.samples[y * width + x]);
                }
            }
        }
    }

    #[test]
    fn a_flat_plane_stays_flat_at_any_size() {
        let mut plane = Plane::new(4, 30);
        plane.samples.fill(77);
        let mut lines = Vec::new();
        for (start, length) in [(0.3, 20.0), (-2.0, 34.0), (3.7, 11.1)] {
            taps(Span { start, length }, 20, &mut lines);
            let mut out = vec![0; 80];
            plane.resample(&lines, &(0..4), &mut out, 4);
            assert!(out.iter().all(|&sample| sample == 77), "{out:?}");
        }
    }

    #[test]
    fn a_ramp_is_shifted_by_fractions() {
        let plane = Plane { width: 1, height: 60, samples: (0..60).map(|y| y * 4).collect() };
        let mut lines = Vec::new();
        taps(Span { start: 10.25, length: 20.0 }, 20, &mut lines);
        let mut out = vec![0; 20];
        plane.resample(&lines, &(0..1), &mut out, 1);
        for (line, sample) in out.iter().enumerate() {
            assert!((i32::from(*sample) - (line as i32 * 4 + 41)).abs() <= 1, "{out:?}");
        }
    }
}
