//! Looks at a still through a moving window: sub-pixel exact, both axes by themselves.

use super::{
    kernel::{Span, TAPS, Tap, taps},
    path::Window,
    plane::Plane,
};
use std::{io, ops::Range};
use xinggen_domain::drama::FrameSize;

/// A still in YUV 4:2:0, as the sampler wants it.
#[derive(Debug)]
pub(super) struct Still {
    /// Luma and the two chroma components, each with its columns as rows.
    columns: [Plane; 3],
}

impl Still {
    /// From the planes of one raw picture, one behind the other.
    ///
    /// # Errors
    /// Bytes are missing, or there is no memory left.
    pub(super) fn from_yuv420p(size: FrameSize, raw: &[u8]) -> io::Result<Self> {
        let (width, height) = (size.width as usize, size.height as usize);
        let missing = io::ErrorKind::UnexpectedEof;
        let (luma, chroma) = raw.split_at_checked(width * height).ok_or(missing)?;
        let (cb, cr) = chroma.split_at_checked(width / 2 * (height / 2)).ok_or(missing)?;
        if cr.len() != cb.len() {
            return Err(missing.into());
        }
        let turned = |width: usize, height: usize, samples: &[u8]| {
            let mut columns = Plane::new(height, width)?;
            columns.transpose(samples);
            io::Result::Ok(columns)
        };
        let (wide, high) = (width / 2, height / 2);
        Ok(Self { columns: [turned(width, height, luma)?, turned(wide, high, cb)?, turned(wide, high, cr)?] })
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
    /// Fails when there is no memory left.
    pub(super) fn new(still: Still, frame: FrameSize) -> io::Result<Self> {
        let width = |component: usize| frame.width as usize >> usize::from(component > 0);
        let narrowed = |at: usize| Plane::new(still.columns[at].width, width(at));
        let upright = |at: usize| Plane::new(width(at), still.columns[at].width);
        let narrowed = [narrowed(0)?, narrowed(1)?, narrowed(2)?];
        let upright = [upright(0)?, upright(1)?, upright(2)?];
        Ok(Self { still, frame, across: Vec::new(), down: Vec::new(), narrowed, upright })
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
        upright.transpose(&narrowed.samples);
        upright.resample(&self.down, &(0..width), out, width);
    }
}

/// The source lines that any of the taps touches.
fn seen(taps: &[Tap], lines: usize) -> Range<usize> {
    let first = taps.first().map_or(0, |tap| tap.first.max(0) as usize);
    let end = taps.last().map_or(0, |tap| (tap.first + TAPS as i32).max(0) as usize);
    first.min(lines)..end.clamp(first.min(lines), lines)
}
