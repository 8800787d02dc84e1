//! One component of a picture, and the two things done to it: weighted sums of whole rows, and transposition.
//! Rows are contiguous, so both run at the speed of vector instructions without any of them being named.

use super::kernel::{COPY, TAPS, Tap, WEIGHT_BITS};
use memmap2::MmapMut;
use std::{io, ops::Range};

/// Samples of 8 bits, row by row.
#[derive(Debug)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    /// In memory that goes back to the system at once: an allocator that keeps pieces of several megabytes for later,
    /// for every thread that ever needed one, ends up with hundreds of megabytes of nothing.
    pub(super) samples: MmapMut,
}

impl Plane {
    /// Black; fails when there is no memory left.
    pub(super) fn new(width: usize, height: usize) -> io::Result<Self> {
        Ok(Self { width, height, samples: MmapMut::map_anon(width * height)? })
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

    /// Fills it with the columns of `from`, which has as many rows as this has columns, as rows.
    pub(super) fn transpose(&mut self, from: &[u8]) {
        let (width, height) = (self.height, self.width);
        debug_assert_eq!(from.len(), width * height);
        for top in (0..height).step_by(8) {
            for left in (0..width).step_by(8) {
                if top + 8 <= height && left + 8 <= width {
                    self.transpose_block(from, top, left);
                } else {
                    self.transpose_rest(from, top, left);
                }
            }
        }
    }

    fn transpose_block(&mut self, from: &[u8], top: usize, left: usize) {
        let mut block = [0_u64; 8];
        for (row, word) in block.iter_mut().enumerate() {
            let at = (top + row) * self.height + left;
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&from[at..at + 8]);
            *word = u64::from_le_bytes(bytes);
        }
        transpose_words(&mut block);
        for (row, word) in block.iter().enumerate() {
            let at = (left + row) * self.width + top;
            self.samples[at..at + 8].copy_from_slice(&word.to_le_bytes());
        }
    }

    fn transpose_rest(&mut self, from: &[u8], top: usize, left: usize) {
        for row in top..(top + 8).min(self.width) {
            for column in left..(left + 8).min(self.height) {
                self.samples[column * self.width + row] = from[row * self.height + column];
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

    fn filled(width: usize, height: usize, value: impl Fn(usize) -> u8) -> Plane {
        let mut plane = Plane::new(width, height).unwrap();
        plane.samples.iter_mut().enumerate().for_each(|(at, sample)| *sample = value(at));
        plane
    }

    fn numbered(width: usize, height: usize) -> Plane {
        filled(width, height, |at| (at % 251) as u8)
    }

    #[test]
    fn transposing_moves_every_sample_to_its_mirrored_place() {
        for (width, height) in [(8, 8), (16, 24), (13, 9), (3, 20)] {
            let plane = numbered(width, height);
            let mut out = Plane::new(height, width).unwrap();
            out.transpose(&plane.samples);
            for y in 0..height {
                for x in 0..width {
                    assert_eq!(out.samples[x * height + y], plane.samples[y * width + x]);
                }
            }
        }
    }

    #[test]
    fn a_flat_plane_stays_flat_at_any_size() {
        let plane = filled(4, 30, |_| 77);
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
        let plane = filled(1, 60, |y| y as u8 * 4);
        let mut lines = Vec::new();
        taps(Span { start: 10.25, length: 20.0 }, 20, &mut lines);
        let mut out = vec![0; 20];
        plane.resample(&lines, &(0..1), &mut out, 1);
        for (line, sample) in out.iter().enumerate() {
            assert!((i32::from(*sample) - (line as i32 * 4 + 41)).abs() <= 1, "{out:?}");
        }
    }
}
