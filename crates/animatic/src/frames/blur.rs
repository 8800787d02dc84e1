//! Softness: what lies behind the plane of focus.

use super::pixels::Pixels;

/// How far a pixel spreads, in pixels of the small sheet.
const REACH: usize = 1;

/// Spreads every pixel over its neighbours, twice each way, so that no box is to be seen.
pub(super) fn soften(map: &mut Pixels) {
    let (width, height) = (map.width() as usize, map.height() as usize);
    let pixels = map.bytes_mut();
    let mut line = Vec::with_capacity(width.max(height) * 4);
    for _ in 0..2 {
        for y in 0..height {
            spread(pixels, &mut line, y * width * 4, 4, width);
        }
        for x in 0..width {
            spread(pixels, &mut line, x * 4, width * 4, height);
        }
    }
}

/// Averages along one row or column: where it begins, how far its pixels are apart, how many there are.
fn spread(pixels: &mut [u8], line: &mut Vec<u8>, begin: usize, step: usize, count: usize) {
    line.clear();
    for at in 0..count {
        let from = begin + at * step;
        line.extend_from_slice(&pixels[from..from + 4]);
    }
    for at in 0..count {
        let (low, high) = (at.saturating_sub(REACH), (at + REACH).min(count - 1));
        for channel in 0..4 {
            let sum: usize = (low..=high).map(|near| usize::from(line[near * 4 + channel])).sum();
            pixels[begin + at * step + channel] = (sum / (high - low + 1)) as u8;
        }
    }
}
