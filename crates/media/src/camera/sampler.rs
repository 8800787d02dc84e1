//! Looks at a still through a moving window: sub-pixel exact, both axes by themselves.

use super::{
    kernel::{Span, TAPS, Tap, taps},
    path::Window,
    plane::Plane,
};
use std::ops::Range;
use xinggen_domain::drama::FrameSize;

/// A still in YUV 4:2:0, as the sampler wants it.
#[derive(Debug, Clone)]
pub(super) struct Still {
    /// Luma and the two chroma components, each with its columns as rows.
    columns: [Plane; 3],
}

impl Still {
    /// From the planes of one raw picture, one behind the other; none when bytes are missing.
    pub(super) fn from_yuv420p(size: FrameSize, raw: &[u8]) -> Option<Self> {
        let (width, height) = (size.width as usize, size.height as usize);
        let (luma, chroma) = raw.split_at_checked(width * height)?;
        let (cb, cr) = chroma.split_at_checked(width / 2 * (height / 2))?;
        let planes = [(width, height, luma), (width / 2, height / 2, cb), (width / 2, height / 2, cr)];
        if cr.len() != cb.len() {
            return None;
        }
        let columns = planes.map(|(width, height, samples)| {
            let plane = Plane { width, height, samples: samples.to_vec() };
            let mut columns = Plane::new(height, width);
            plane.transpose_into(&mut columns);
            columns
        });
        Some(Self { columns })
    }
}

/// Makes frames of one size from one still; keeps its working memory.
#[derive(Debug)]
pub(super) struct Sampler {
    still: Still,
    frame: FrameSize,
    across: Vec<Tap>,
    down: Vec<Tap>,
    narrowed: [Plane; 3],
    upright: [Plane; 3],
}

impl Sampler {
    pub(super) fn new(still: Still, frame: FrameSize) -> Self {
        let width = |component: usize| frame.width as usize >> usize::from(component > 0);
        let narrowed = [0, 1, 2].map(|at| Plane::new(still.columns[at].width, width(at)));
        let upright = [0, 1, 2].map(|at| Plane::new(width(at), still.columns[at].width));
        Self { still, frame, across: Vec::new(), down: Vec::new(), narrowed, upright }
    }

    /// How many bytes a frame has.
    pub(super) fn frame_bytes(&self) -> usize {
        self.frame.width as usize * self.frame.height as usize * 3 / 2
    }

    /// Fills `out`, a raw YUV 4:2:0 picture, with what the window shows.
    pub(super) fn draw(&mut self, window: Window, out: &mut [u8]) {
        let (width, height) = (self.frame.width as usize, self.frame.height as usize);
        let (luma, chroma) = out.split_at_mut(width * height);
        let (cb, cr) = chroma.split_at_mut(width * height / 4);
        self.component(0, window, (width, height), luma);
        let half = window.halved();
        self.component(1, half, (width / 2, height / 2), cb);
        self.component(2, half, (width / 2, height / 2), cr);
    }

    fn component(&mut self, at: usize, window: Window, (width, height): (usize, usize), out: &mut [u8]) {
        let columns = &self.still.columns[at];
        let across = Span { start: window.x, length: window.width };
        let down = Span { start: window.y, length: window.height };
        taps(across, width, &mut self.across);
        taps(down, height, &mut self.down);
        let seen = seen(&self.down, columns.width);
        let narrowed = &mut self.narrowed[at];
        columns.resample(&self.across, &seen, &mut narrowed.samples, columns.width);
        let upright = &mut self.upright[at];
        narrowed.transpose_into(upright);
        upright.resample(&self.down, &(0..width), out, width);
    }
}

/// The source lines that any of the taps touches.
fn seen(taps: &[Tap], lines: usize) -> Range<usize> {
    let first = taps.first().map_or(0, |tap| tap.first.max(0) as usize);
    let end = taps.last().map_or(0, |tap| (tap.first + TAPS as i32).max(0) as usize);
    first.min(lines)..end.clamp(first.min(lines), lines)
}
